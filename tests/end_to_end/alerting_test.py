"""A container that is started badly rings where people are woken, and stops ringing when it is gone."""

import pytest
from engine import BASE_IMAGE
from monitoring import Alertmanager, Prometheus
from programs import eventually


@pytest.fixture(scope="module")
def alertmanager(tmp_path_factory):
    with Alertmanager(tmp_path_factory.mktemp("alertmanager")) as alertmanager:
        yield alertmanager


@pytest.fixture(scope="module")
def prometheus(daemon, alertmanager, tmp_path_factory):
    with Prometheus(tmp_path_factory.mktemp("prometheus"), daemon.address, alertmanager) as prometheus:
        yield prometheus


@pytest.mark.usefixtures("prometheus")
def test_a_bad_container_rings_until_it_is_gone(alertmanager, container, engine):
    finding = {"subject": "rings", "rule": "sensitive-host-path-writable", "severity": "critical"}
    assert alertmanager.alerts("PlimsollCriticalFinding", **finding) == []
    container("rings", "--volume=/etc:/srv/etc", BASE_IMAGE)
    alert, = eventually(lambda: alertmanager.alerts("PlimsollCriticalFinding", **finding), "the alert")
    assert "plimsoll why rings" in alert["annotations"]["description"]
    engine.docker("rm", "--force", "rings")
    eventually(lambda: not alertmanager.alerts("PlimsollCriticalFinding", **finding), "it is resolved")


@pytest.mark.usefixtures("prometheus")
def test_a_container_that_is_gone_again_rings_through_the_counter(daemon, alertmanager, container, engine):
    rule = {"rule": "privileged"}
    assert alertmanager.alerts("PlimsollCriticalFindingOpened", **rule) == []
    container("flash", "--privileged", BASE_IMAGE)
    eventually(lambda: daemon.logged("finding.opened", subject="flash", **rule), "it is noticed")
    engine.docker("rm", "--force", "flash")
    eventually(lambda: alertmanager.alerts("PlimsollCriticalFindingOpened", **rule), "the alert")


@pytest.mark.usefixtures("prometheus")
def test_nothing_rings_about_a_daemon_that_is_well(alertmanager):
    for about_itself in ("DaemonAbsent", "EngineLost", "AuditStale", "NeverAudited", "ContainersUnjudged"):
        assert alertmanager.alerts(f"Plimsoll{about_itself}") == []
