"""Faults of a real engine. After each, what is told is what a fresh audit finds. Meanwhile nothing was invented and
nothing lost, how current it all was is told as it was, and memory stays flat.

Each daemon here lists everything once an hour only, unless a test says otherwise: what it knows it has from events, and
from reading everything anew where they were interrupted.
"""

import contextlib
import os
import signal
import time

import pytest
from effective_test import cgroup_file, pid_of
from engine import BASE_IMAGE, DockerEngine
from load import Load, create, many_come_and_go, remove, start
from programs import Daemon, eventually
from truth import expect_a_log_that_adds_up, expect_the_same_as_a_fresh_audit, flat_memory, transitions

RARELY = 3600
A_FEW = 5
# 500 take a minute or two, as long as the engine needs for them.
COMINGS = int(os.environ.get("PLIMSOLL_TEST_COMINGS", "60"))
# How long an engine goes on standing still when all of it was told: nothing else is told after that.
STANDSTILL_SECONDS = float(os.environ.get("PLIMSOLL_TEST_STANDSTILL_SECONDS", "0"))
FEEDS = ("events", "lists", "host")
SECOND = 1_000_000_000  # as the engine counts
MEGABYTE_OF_LABELS = {f"label-{number}": "x" * (64 << 10) for number in range(16)}


@pytest.fixture(scope="module")
def engine():
    with DockerEngine() as engine:
        engine.import_image()
        # From the first audit on, so that what the image's own answers tell is known.
        run(engine, "stands", "--privileged", BASE_IMAGE)
        yield engine


@contextlib.contextmanager
def listening(directory, engine, interval_seconds: int = RARELY):
    with Daemon(directory, engine.socket, deadline_seconds=5, interval_seconds=interval_seconds) as daemon:
        eventually(lambda: is_live(daemon), "it listens and has read everything")
        yield daemon


def run(engine, name: str, *arguments: str) -> None:
    engine.docker("run", "--detach", f"--name={name}", *arguments)


def state(daemon, feed: str) -> str:
    return daemon.status()["freshness"][feed]["state"]


def is_live(daemon) -> bool:
    feeds = daemon.status()["freshness"]
    return all(feeds[name]["state"] == "live" for name in FEEDS)


def open_rules(daemon, container: str) -> set[str]:
    return {rule for subject, rule in daemon.metrics().open_findings() if subject == container}


def verdict(daemon, container: str, rule: str) -> str | None:
    """None: not judged yet."""
    results = daemon.findings(f"--subject={container}", f"--rule={rule}")
    return next((result["verdict"] for result in results), None)


def expect_it_to_say_that_it_is_blind(daemon) -> None:
    assert daemon.plimsoll("status").returncode == 1
    assert daemon.metrics().value("engine_up") == 0
    assert daemon.metrics().value("source_state", source="events", state="live") == 0


def expect_it_to_say_that_it_sees(daemon) -> None:
    eventually(lambda: is_live(daemon), "it listens again, and has read everything")
    assert daemon.plimsoll("status").returncode == 0
    assert daemon.metrics().value("engine_up") == 1
    assert daemon.metrics().value("event_gaps_total") >= 1
    for told in ("engine.lost", "engine.back", "events.lost", "events.back"):
        assert daemon.logged(told), told


@contextlib.contextmanager
def killed_and_back(tmp_path, *, live_restore: bool):
    """An engine that was killed under load and came back, with a container that it restarts, one that it does not, and
    one that ended while nobody looked."""
    with DockerEngine(live_restore=live_restore) as engine:
        engine.import_image()
        run(engine, "stays", "--privileged", "--stop-timeout=1", BASE_IMAGE)
        run(engine, "always", "--privileged", "--stop-timeout=1", "--restart=always", BASE_IMAGE)
        run(engine, "ends", "--privileged", BASE_IMAGE)
        first_process = pid_of(engine, "ends")
        with listening(tmp_path, engine) as daemon, flat_memory(daemon):
            with Load(engine) as load:
                eventually(lambda: load.gone >= A_FEW, "load")
                engine.kill()
                eventually(lambda: {state(daemon, "events"), state(daemon, "lists")} == {"down"}, "it is missed")
                expect_it_to_say_that_it_is_blind(daemon)
                assert "privileged" in open_rules(daemon, "stays") & open_rules(daemon, "ends")
                os.kill(first_process, signal.SIGKILL)
                engine.start_again()
                expect_it_to_say_that_it_sees(daemon)
                enough = load.gone + A_FEW
                eventually(lambda: load.gone >= enough, "load")
            expect_the_same_as_a_fresh_audit(daemon, engine)
            expect_a_log_that_adds_up(daemon)
            expect_each_finding_resolved(daemon, "ends")
            yield daemon


def expect_each_finding_resolved(daemon, container: str) -> None:
    told = transitions(daemon, container)
    assert {event for event, _ in told} == {"finding.resolved"}
    assert len(set(told)) == len(told)
    assert open_rules(daemon, container) == set()


def test_an_engine_that_is_killed_under_load_stops_what_it_ran(tmp_path):
    """As it comes back: until then all of it runs."""
    with killed_and_back(tmp_path, live_restore=False) as daemon:
        assert transitions(daemon, "always") == [], "it runs again before the engine answers"
        expect_each_finding_resolved(daemon, "stays")


def test_an_engine_that_is_killed_under_load_and_keeps_its_containers_resolves_nothing(tmp_path):
    with killed_and_back(tmp_path, live_restore=True) as daemon:
        assert transitions(daemon, "always") == transitions(daemon, "stays") == []
        assert "privileged" in open_rules(daemon, "stays") & open_rules(daemon, "always")


def test_a_look_at_processes_does_not_say_that_a_dead_engine_answers(tmp_path):
    """The container's processes are read again 30 s after its start, when nothing but the host can be asked."""
    with DockerEngine(live_restore=True) as engine:
        engine.import_image()
        run(engine, "before", BASE_IMAGE)
        with listening(tmp_path, engine) as daemon:
            assert daemon.status()["engine"]["started_at"] < daemon.status()["engine"]["since"]
            run(engine, "newest", BASE_IMAGE)
            eventually(lambda: verdict(daemon, "newest", "runs-as-root") == "unknown", "it has just started")
            engine.kill()
            eventually(lambda: daemon.logged("engine.lost"), "the engine is gone")
            eventually(lambda: verdict(daemon, "newest", "runs-as-root") == "violation", "its processes were read again")
            expect_it_to_say_that_it_is_blind(daemon)
            assert daemon.logged("engine.back") == []
            assert len(daemon.logged("engine.lost")) == 1


def test_an_engine_that_stands_still_goes_stale_and_changes_no_finding(tmp_path, engine):
    """What is told at an interval of a minute after three of them is told here after six seconds."""
    with listening(tmp_path, engine, interval_seconds=2) as daemon, flat_memory(daemon):
        known = {(result["rule"], result["verdict"]) for result in daemon.findings("--subject=stands")}
        os.kill(engine.pid, signal.SIGSTOP)
        try:
            eventually(lambda: {state(daemon, feed) for feed in ("events", "lists")} == {"stale"}, "it is stale")
            time.sleep(STANDSTILL_SECONDS)
            expect_it_to_say_that_it_is_blind(daemon)
            assert daemon.get("/-/ready")[0] == 503
            told = {(result["rule"], result["verdict"]) for result in daemon.findings("--subject=stands")}
            assert told == {(rule, "unknown" if verdict == "pass" else verdict) for rule, verdict in known}
            assert "privileged" in open_rules(daemon, "stands")
        finally:
            os.kill(engine.pid, signal.SIGCONT)
        expect_it_to_say_that_it_sees(daemon)
        expect_the_same_as_a_fresh_audit(daemon, engine)
        assert transitions(daemon, "stands") == []


def test_many_that_come_and_go_are_told_or_counted_once_each(tmp_path, engine):
    with listening(tmp_path, engine) as daemon, flat_memory(daemon):
        ids = many_come_and_go(engine, [f"goes-{number}" for number in range(COMINGS)])
        expect_the_same_as_a_fresh_audit(daemon, engine)
        expect_a_log_that_adds_up(daemon)
        opened = [line["subject"]["id"] for line in daemon.logged("finding.opened", rule="privileged")]
        missed = [line["id"] for line in daemon.logged("container.missed")]
        # Before that, the engine built an image, in containers of its own.
        assert sorted(container for container in opened + missed if container in ids) == sorted(ids)
        assert daemon.metrics().value("findings_opened_total", rule="privileged") == len(opened)
        assert daemon.metrics().value("containers_missed_total") == len(missed)
        assert transitions(daemon, "stands") == []


def test_a_changed_limit_is_seen_beside_load(tmp_path, engine, container):
    container("limited", "--memory=64m", "--memory-swap=-1", BASE_IMAGE)
    with listening(tmp_path, engine) as daemon, flat_memory(daemon):
        with Load(engine) as load:
            eventually(lambda: load.gone >= A_FEW, "load")
            engine.docker("update", "--memory=32m", "--memory-swap=-1", "limited")
            assert verdict(daemon, "limited", "memory-limit-missing") == "pass"

            # No event tells of a direct write: the next one about the container, whatever it is, brings it up.
            none = "-1" if engine.cgroup_version() == 1 else "max"
            cgroup_file(engine, "limited", "memory.max", "memory.limit_in_bytes").write_text(none)
            engine.docker("exec", "limited", "/bin/true")
            for rule in ("memory-limit-missing", "limit-changed"):
                eventually(lambda: verdict(daemon, "limited", rule) == "violation", f"{rule} is seen")

            engine.docker("update", "--memory=48m", "--memory-swap=-1", "limited")
            for rule in ("memory-limit-missing", "limit-changed"):
                eventually(lambda: verdict(daemon, "limited", rule) == "pass", f"{rule} is resolved")
        expect_the_same_as_a_fresh_audit(daemon, engine)
        expect_a_log_that_adds_up(daemon)


@contextlib.contextmanager
def restart_loop(engine):
    """Of a container whose every event carries its labels."""
    loop = create(engine, "loops", Cmd=["/bin/true"], Labels=MEGABYTE_OF_LABELS,
                  HostConfig={"RestartPolicy": {"Name": "always"}})
    try:
        start(engine, loop)
        yield lambda: int(engine.docker("inspect", "--format={{.RestartCount}}", loop))
    finally:
        remove(engine, loop)


def test_a_restart_loop_and_health_checks_hide_no_others_change(tmp_path, engine, container):
    container("checked", "--health-cmd=/bin/true", "--health-interval=1s", BASE_IMAGE)
    with listening(tmp_path, engine) as daemon:
        with restart_loop(engine) as restarts:
            eventually(lambda: restarts() >= 2, "it has been read, with its labels")
            with flat_memory(daemon):
                while restarts() < 2 + A_FEW:
                    come_and_go_noticed(daemon, engine, container)
        expect_the_same_as_a_fresh_audit(daemon, engine)
        expect_a_log_that_adds_up(daemon)
        assert daemon.metrics().value("event_gaps_total") == 0, "what was told came in by events"
        assert transitions(daemon, "checked") == transitions(daemon, "stands") == []


def come_and_go_noticed(daemon, engine, container) -> None:
    container("comes", "--privileged", BASE_IMAGE)
    eventually(lambda: "privileged" in open_rules(daemon, "comes"), "it is judged")
    engine.docker("rm", "--force", "comes")
    eventually(lambda: not open_rules(daemon, "comes"), "it is forgotten")
