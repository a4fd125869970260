"""What the kernel says of containers decides where it differs from what was asked for."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from engine import BASE_IMAGE
from programs import Daemon, audit, eventually
from sandbox import cgroup_roots

_LIBRARIES = ("--volume=/lib:/lib:ro", "--volume=/lib64:/lib64:ro", "--volume=/usr:/usr:ro")
_FOREVER = ("/bin/sleep", "1000000")
_DROP = ("/usr/bin/setpriv", "--reuid=1000", "--regid=1000", "--clear-groups")
_MEGABYTE = 1 << 20


@pytest.fixture
def verdict(engine, built_in_policy):
    """Of one rule about one container, as its result."""

    def read(name: str, rule: str) -> dict:
        results = json.loads(audit(engine.socket, built_in_policy, "-o", "json").stdout)["results"]
        found, = (result for result in results if (result["subject"]["name"], result["rule"]) == (name, rule))
        return found

    return read


def pid_of(engine, name: str) -> int:
    return int(engine.docker("inspect", "--format={{.State.Pid}}", name))


def end_children(pid: int) -> None:
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)


def users(engine, name: str) -> set[str]:
    """Of all processes, as the host counts."""
    listed = engine.docker("top", name, "-eo", "pid,uid").splitlines()[1:]
    return {line.split()[1] for line in listed}


def cgroup_file(engine, name: str, *files: str) -> Path:
    """The one that is there, of either version."""
    container = engine.docker("inspect", "--format={{.Id}}", name)
    found, = (path for root in cgroup_roots() for path in root.rglob(f"*{container}*/*") if path.name in files)
    return found


def test_a_service_that_drops_root_is_none(engine, container, verdict):
    container("drops", *_LIBRARIES, BASE_IMAGE, *_DROP, *_FOREVER)
    container("stays", BASE_IMAGE)
    eventually(lambda: users(engine, "drops") == {"1000"}, "root is dropped")
    assert verdict("drops", "runs-as-root")["verdict"] == "pass"
    assert verdict("stays", "runs-as-root")["verdict"] == "violation"


def test_root_that_is_dropped_soon_after_the_start_never_opens_a_finding(engine, container, tmp_path):
    drop_late = ("/bin/sh", "-c", f"sleep 4; exec {' '.join((*_DROP, *_FOREVER))}")
    with Daemon(tmp_path, engine.socket, interval_seconds=3600) as daemon:
        eventually(lambda: daemon.status()["freshness"]["events"]["state"] == "live", "it listens")
        container("drops-late", *_LIBRARIES, BASE_IMAGE, *drop_late)
        container("stays-root", BASE_IMAGE)

        def opened(name: str) -> list[dict]:
            return daemon.logged("finding.opened", rule="runs-as-root", subject=name)

        eventually(lambda: opened("stays-root"), "the younger one is looked at for the last time")
        assert opened("drops-late") == []
        found, = daemon.findings("--subject=drops-late", "--rule=runs-as-root")
        assert found["verdict"] == "pass"


def test_an_init_that_stays_root_is_still_root(engine, container, verdict):
    container("init", "--init", *_LIBRARIES, BASE_IMAGE, *_DROP, *_FOREVER)
    eventually(lambda: users(engine, "init") == {"0", "1000"}, "root is dropped")
    found = verdict("init", "runs-as-root")
    assert found["verdict"] == "violation"
    assert "uid 0, 1000 (its first process is root's)" in json.dumps(found)


def test_a_user_of_whom_somebody_makes_root_is_root(engine, container, verdict):
    container("plain-user", "--user=1000", BASE_IMAGE)
    engine.docker("exec", "--detach", "--user=0", "plain-user", *_FOREVER)
    assert verdict("plain-user", "runs-as-root")["verdict"] == "pass", "it is the exec's"
    assert verdict("plain-user", "root-exec")["verdict"] == "violation"


def test_a_limit_that_was_taken_away_behind_the_engines_back_is_none(engine, container, verdict):
    container("limited", "--memory=64m", "--memory-swap=-1", "--pids-limit=50", "--cpus=0.5", BASE_IMAGE)
    for rule in ("memory-limit-missing", "pids-limit-missing", "cpu-limit-missing", "limit-changed"):
        assert verdict("limited", rule)["verdict"] == "pass", rule
    engine.docker("update", "--memory=32m", "--memory-swap=-1", "limited")
    assert verdict("limited", "limit-changed")["verdict"] == "pass", "the engine knows"

    none = "-1" if engine.cgroup_version() == 1 else "max"
    cgroup_file(engine, "limited", "memory.max", "memory.limit_in_bytes").write_text(none)
    found = verdict("limited", "memory-limit-missing")
    assert found["verdict"] == "violation"
    assert f"no limit; HostConfig.Memory = {32 * _MEGABYTE}" in json.dumps(found)
    assert verdict("limited", "limit-changed")["verdict"] == "violation"

    cgroup_file(engine, "limited", "pids.max").write_text("max")
    assert verdict("limited", "pids-limit-missing")["verdict"] == "violation"


def test_a_limit_that_nobody_asked_for_counts(engine, container, verdict):
    container("unlimited", BASE_IMAGE)
    assert verdict("unlimited", "memory-limit-missing")["verdict"] == "violation"
    cgroup_file(engine, "unlimited", "memory.max", "memory.limit_in_bytes").write_text(str(64 * _MEGABYTE))
    assert verdict("unlimited", "memory-limit-missing")["verdict"] == "pass"


def test_a_process_with_more_than_its_container_was_given_is_seen(engine, container, verdict):
    container("entered", BASE_IMAGE)
    assert verdict("entered", "process-exceeds-container")["verdict"] == "pass"
    engine.docker("exec", "--detach", "entered", *_FOREVER)
    assert verdict("entered", "process-exceeds-container")["verdict"] == "pass"
    engine.docker("exec", "--detach", "--privileged", "entered", *_FOREVER)
    found = verdict("entered", "process-exceeds-container")
    assert found["verdict"] == "violation"
    assert "SYS_ADMIN" in json.dumps(found)
    assert "started from outside" in json.dumps(found)


def test_a_privileged_containers_processes_exceed_nothing(container, verdict):
    container("may-all", "--privileged", BASE_IMAGE)
    assert verdict("may-all", "process-exceeds-container")["verdict"] == "pass"


def test_a_stopped_containers_processes_are_not_judged(engine, container, verdict):
    container("ended", "--memory=64m", BASE_IMAGE)
    engine.docker("kill", "ended")
    assert verdict("ended", "process-exceeds-container")["verdict"] == "not_applicable"
    assert verdict("ended", "memory-limit-missing")["verdict"] == "pass"


def test_no_option_at_all_alerts_nobody(engine, container, built_in_policy):
    container("nothing-asked", BASE_IMAGE)
    results = json.loads(audit(engine.socket, built_in_policy, "-o", "json").stdout)["results"]
    about = [result for result in results if result["subject"]["name"] == "nothing-asked"]
    assert about
    assert {result["severity"] for result in about if result["verdict"] == "violation"} <= {"low", "medium"}
    assert [result["rule"] for result in about if result["verdict"] == "unknown" and "host" in json.dumps(result)] == []


def test_who_enters_a_containers_namespaces_is_seen(engine, container, verdict):
    container("joined", BASE_IMAGE)
    target = f"--target={pid_of(engine, 'joined')}"
    with subprocess.Popen(["nsenter", target, "--mount", "--pid", *_FOREVER], stdin=subprocess.DEVNULL) as joined:
        try:
            eventually(lambda: verdict("joined", "process-exceeds-container")["verdict"] == "violation",
                       "the process that entered is seen")
            assert verdict("joined", "seccomp-disabled")["verdict"] == "pass", "the container's own are as they were"
        finally:
            end_children(joined.pid)
            joined.kill()
