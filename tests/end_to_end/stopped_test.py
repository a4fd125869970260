"""Containers that exist but do not run are judged and counted, and wake nobody."""

import pytest
from engine import BASE_IMAGE
from programs import Daemon


@pytest.fixture
def created(engine):
    """Containers that were never started; gone after the test."""
    names = []

    def create(name: str, *options: str) -> None:
        names.append(name)
        engine.docker("create", f"--name={name}", *options, BASE_IMAGE)

    yield create
    engine.docker("rm", "--force", *names)


def subjects(daemon, kind: str) -> set[str]:
    return {result["subject"]["name"] for result in daemon.findings() if result["subject"]["kind"] == kind}


def test_a_container_that_was_never_started_is_judged_and_counted(daemon, created):
    created("never-started", "--privileged")
    daemon.await_next_audit()
    assert "never-started" in subjects(daemon, "stopped_container")
    assert "never-started" not in subjects(daemon, "container")
    violated = {result["rule"] for result in daemon.findings("--subject=never-started")
                if result["verdict"] == "violation"}
    assert {"privileged", "root-equivalent"} <= violated
    assert daemon.metrics().value("containers", state="stopped") >= 1
    assert daemon.metrics().value("findings", rule="privileged", status="stopped") == 1


def test_it_has_no_series_and_is_no_opening(daemon, created):
    before = daemon.metrics().value("findings_opened_total", rule="privileged")
    created("never-started-either", "--privileged")
    daemon.await_next_audit()
    assert "never-started-either" in subjects(daemon, "stopped_container")
    assert "never-started-either" not in daemon.get("/metrics")[1]
    assert daemon.metrics().value("findings_opened_total", rule="privileged") == before
    assert daemon.logged("finding.opened", subject="never-started-either") == []
    assert "never-started-either" not in {entry["subject"]["name"] for entry in daemon.status()["root_equivalent"]}


def test_a_container_that_stops_resolves_and_one_that_starts_opens(engine, daemon, container):
    container("stops-and-starts", "--privileged", BASE_IMAGE)
    daemon.await_next_audit()
    assert daemon.logged("finding.opened", rule="privileged", subject="stops-and-starts")
    engine.docker("stop", "--time=0", "stops-and-starts")
    daemon.await_next_audit()
    assert daemon.logged("finding.resolved", rule="privileged", subject="stops-and-starts")
    assert "stops-and-starts" in subjects(daemon, "stopped_container")
    engine.docker("start", "stops-and-starts")
    daemon.await_next_audit()
    assert "stops-and-starts" in subjects(daemon, "container")
    assert len(daemon.logged("finding.opened", rule="privileged", subject="stops-and-starts")) == 2


def test_a_policy_can_leave_them_alone(engine, created, tmp_path):
    created("left-alone", "--privileged")
    policy = "policy: v1\nstopped_containers: { enabled: false, reason: Pruned every night }\n"
    with Daemon(tmp_path, engine.socket, policy=policy) as daemon:
        daemon.await_ready()
        assert subjects(daemon, "stopped_container") == set()
        assert daemon.status()["stopped_containers_off"] == "Pruned every night"
