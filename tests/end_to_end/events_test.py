"""What the engine's events bring: each daemon here lists everything once an hour only, unless a test says otherwise."""

import contextlib
import json
import os
import signal
import threading

import pytest
from engine import BASE_IMAGE, DockerEngine
from programs import Daemon, audit, eventually, violations
from recording import FakeEngine, Recording

RARELY = 3600
UNKNOWN_ID = "e" * 64


@pytest.fixture
def listening(engine, tmp_path):
    with Daemon(tmp_path, engine.socket, interval_seconds=RARELY) as daemon:
        eventually(lambda: feed(daemon, "events") == "live", "it listens and has read everything")
        yield daemon


def feed(daemon, name: str) -> str:
    return daemon.status()["freshness"][name]["state"]


def open_rules(daemon, container: str) -> set[str]:
    return {rule for subject, rule in daemon.metrics().open_findings() if subject == container}


def test_a_container_is_judged_when_it_starts_and_forgotten_when_it_goes(engine, container, listening):
    reconciled = listening.metrics().value("last_reconcile_timestamp_seconds")
    container("comes", "--privileged", BASE_IMAGE)
    eventually(lambda: "privileged" in open_rules(listening, "comes"), "it is judged")
    engine.docker("rm", "--force", "comes")
    eventually(lambda: not open_rules(listening, "comes"), "it is forgotten")
    assert listening.logged("container.missed") == [], "it was judged"
    page = listening.metrics()
    assert page.value("last_reconcile_timestamp_seconds") == reconciled, "everything was listed again"
    assert page.value("detection_seconds_count") > 0
    assert page.value("events_total") > 0


def test_a_setting_of_the_engine_that_a_list_of_images_brings_up_is_told(tmp_path):
    """The list is as it was, and no container changed."""
    rule = "no-new-privileges-missing"
    with DockerEngine() as engine:
        engine.import_image()
        engine.docker("run", "--detach", "--name=plain", BASE_IMAGE)
        with Daemon(tmp_path, engine.socket, interval_seconds=RARELY) as daemon:
            def rules() -> set[str]:
                return violations(daemon.findings("--subject=plain")).get("plain", set())

            eventually(lambda: "runs-as-root" in rules(), "its first 30 s are over, and nothing else is to be read")
            assert rule in rules()
            settings = engine.directory / "daemon.json"
            settings.write_text(json.dumps(json.loads(settings.read_text()) | {"no-new-privileges": True}))
            engine.docker("tag", BASE_IMAGE, BASE_IMAGE)
            eventually(lambda: rule not in rules(), "the setting is seen")


def test_an_update_a_rename_and_a_network_are_changes(engine, container, listening):
    container("changes", "--memory=64m", BASE_IMAGE)

    def rules(name: str) -> set[str]:
        return violations(listening.findings(f"--subject={name}")).get(name, set())

    eventually(lambda: rules("changes"), "it is judged")
    assert "pids-limit-missing" in rules("changes")
    engine.docker("update", "--pids-limit=100", "changes")
    eventually(lambda: "pids-limit-missing" not in rules("changes"), "the update is seen")
    engine.docker("rename", "changes", "changed")
    try:
        eventually(lambda: rules("changed") and not rules("changes"), "the new name is seen")
    finally:
        engine.docker("rename", "changed", "changes")
    eventually(lambda: "default-bridge" in rules("changes"), "the old name is back, with its network")
    engine.docker("network", "disconnect", "bridge", "changes")
    eventually(lambda: "default-bridge" not in rules("changes"), "the network is seen")


@contextlib.contextmanager
def published(daemon):
    """Collects the moments at which the reports that are published meanwhile were made."""
    moments: set[str] = set()
    over = threading.Event()

    def collect() -> None:
        while not over.is_set():
            moments.add(daemon.status()["generated_at"])

    thread = threading.Thread(target=collect)
    thread.start()
    try:
        yield moments
    finally:
        over.set()
        thread.join()


def test_updates_that_change_nothing_publish_nothing(engine, container, listening):
    """dockerd lists the mounts of an unchanged container in another order each time."""
    container("mounted", *[f"--volume={engine.files}/data:/mounted/{number}:ro" for number in range(4)], BASE_IMAGE)

    def results() -> list[dict]:
        return listening.findings("--subject=mounted")

    def starts_up() -> bool:
        return not results() or any(result["cause"] == "pending" for result in results() if result["rule"] == "runs-as-root")

    eventually(lambda: not starts_up(), "it no longer starts up")
    with published(listening) as moments:
        for _ in range(12):
            engine.docker("update", "--restart=no", "mounted")
        engine.docker("update", "--pids-limit=77", "mounted")
        eventually(lambda: "pids-limit-missing" not in violations(results())["mounted"], "the last update is seen")
    assert len(moments) == 2, "one before and one after the only change"


def test_after_a_churn_it_knows_what_a_fresh_audit_finds(engine, container, listening):
    for number in range(20):
        engine.docker("run", "--detach", "--rm", f"--name=churns-{number}", BASE_IMAGE, "/bin/true")
    container("stays", "--pid=host", BASE_IMAGE)

    def known() -> dict:
        return violations(json.loads(listening.plimsoll("findings", "-o", "json").stdout)["results"])

    def fresh() -> dict:
        return violations(json.loads(audit(engine.socket, listening.policy, "-o", "json").stdout)["results"])

    eventually(lambda: "host-pid-namespace" in open_rules(listening, "stays"), "the last one is judged")
    eventually(lambda: known() == fresh(), "the same violations")


def test_an_image_that_nobody_used_is_read_when_a_container_comes(engine, container, tmp_path):
    image = "plimsoll-test/idle:1"
    engine.docker("build", "--quiet", f"--tag={image}", "-", stdin=f"FROM {BASE_IMAGE}\nEXPOSE 22\n".encode())
    with Daemon(tmp_path, engine.socket, interval_seconds=RARELY) as daemon:
        eventually(lambda: feed(daemon, "events") == "live", "it listens and has read everything")
        container("newcomer", image)

        def verdicts() -> set[str]:
            return {result["verdict"] for result in daemon.findings("--rule=image-exposes-ssh")
                    if result["subject"]["id"] == engine.image_id(image)}

        eventually(lambda: verdicts() == {"violation"}, "the image is judged")
    engine.docker("rm", "--force", "newcomer")
    engine.docker("rmi", image)


def test_an_engine_that_stands_still_is_noticed_and_resolves_nothing(engine, container, listening):
    container("still", "--privileged", BASE_IMAGE)
    eventually(lambda: "privileged" in open_rules(listening, "still"), "it is judged")
    os.kill(engine.pid, signal.SIGSTOP)
    try:
        eventually(lambda: feed(listening, "events") == "down", "the silence is noticed")
        assert listening.plimsoll("status").returncode == 1
        assert "privileged" in open_rules(listening, "still")
    finally:
        os.kill(engine.pid, signal.SIGCONT)
    eventually(lambda: feed(listening, "events") == "live", "it listens again")
    assert listening.metrics().value("event_gaps_total") >= 1
    assert listening.logged("events.lost") and listening.logged("events.back")
    assert listening.plimsoll("status").returncode == 0


@pytest.fixture
def fake(tmp_path):
    with FakeEngine(tmp_path, Recording(tmp_path / "recording", ["plain", "privileged"])) as engine:
        yield engine


def test_one_that_was_gone_before_it_could_be_read_is_told(tmp_path, fake):
    with Daemon(tmp_path, fake.socket, interval_seconds=RARELY) as daemon:
        eventually(lambda: feed(daemon, "events") == "live", "it listens")
        for action in ("create", "start", "destroy"):
            actor = {"ID": UNKNOWN_ID, "Attributes": {"image": "short-lived:1"}}
            event = {"Type": "container", "Action": action, "Actor": actor, "timeNano": 1}
            fake.command(f"event {json.dumps(event)}")
        eventually(lambda: daemon.metrics().value("containers_missed_total") == 1, "it is counted")
        missed, = daemon.logged("container.missed")
        assert (missed["id"], missed["image"]) == (UNKNOWN_ID, "short-lived:1")


@pytest.mark.parametrize("loss", ["end-streams", "cut-streams", "replace-socket"])
def test_after_a_lost_stream_everything_is_read_anew(tmp_path, fake, loss):
    with Daemon(tmp_path, fake.socket, interval_seconds=RARELY) as daemon:
        eventually(lambda: feed(daemon, "events") == "live", "it listens")
        reconciled = daemon.metrics().value("last_reconcile_timestamp_seconds")
        fake.command(loss)
        eventually(lambda: daemon.metrics().value("event_gaps_total") == 1, "the loss is counted")
        eventually(lambda: feed(daemon, "events") == "live", "it listens again")
        assert daemon.metrics().value("last_reconcile_timestamp_seconds") > reconciled


def test_what_nobody_confirms_any_more_is_unknown_and_a_violation_stands(tmp_path, fake):
    with Daemon(tmp_path, fake.socket, interval_seconds=1) as daemon:
        eventually(lambda: "privileged" in open_rules(daemon, "privileged"), "it is judged")
        fake.send(signal.SIGKILL)
        eventually(lambda: feed(daemon, "lists") == "stale", "its knowledge is stale")
        page = daemon.metrics()
        assert "privileged" in open_rules(daemon, "privileged")
        assert page.value("findings", rule="privileged", status="unknown") > 0
        assert page.value("source_state", source="lists", state="stale") == 1
        assert daemon.plimsoll("status").returncode == 1


def test_an_engine_without_events_is_asked_for_everything_each_round(tmp_path):
    recording = Recording(tmp_path / "recording", ["plain"])
    with FakeEngine(tmp_path, recording, "/events=403") as fake, Daemon(tmp_path, fake.socket) as daemon:
        eventually(lambda: feed(daemon, "lists") == "live", "it is read all the same")
        daemon.await_next_audit()
        assert feed(daemon, "events") == "down"
        status = daemon.plimsoll("status")
        assert status.returncode == 1
        assert "events" in status.stdout
