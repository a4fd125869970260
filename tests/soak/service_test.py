"""The service under everything that systemd and an operator do to it."""

import pytest
from installed import UNITS, eventually

OFF = 'policy: v1\nrules:\n  privileged: { enabled: false, reason: "A test of it" }\n'
BAD = "policy: v1\nrules:\n  privileged: { severity: hihg }\n"
METRICS_PORT = "27A5"  # 10149, as /proc/net/tcp has it

# Joins the control group in $1 and takes more memory than it may have.
HOG = """
import sys
open("/proc/self/oom_score_adj", "w").write("1000")
open(sys.argv[1] + "/cgroup.procs", "w").write("0")
held = []
while True:
    held.append(b"x" * (1 << 20))
"""


@pytest.fixture
def policies(service):
    yield service
    service.remove_policies()


def expect_a_new_start(service, before: str) -> None:
    eventually(lambda: service.pid() not in ("0", before), "another process")
    service.await_well()


def listens(service) -> bool:
    """Whether the port of /metrics is open."""
    return f":{METRICS_PORT} " in service.run("cat", "/proc/net/tcp").stdout


def test_it_is_active_and_reports_its_status(service):
    assert service.property("ActiveState") == "active"
    assert service.property("StatusText")
    assert listens(service)


def test_plimsoll_status_starts_a_stopped_service(service):
    service.run("systemctl", "stop", "plimsolld.service")
    assert service.property("ActiveState") == "inactive"
    service.status()
    assert service.property("ActiveState") in ("active", "activating")
    service.await_well()


def test_the_watchdog_restarts_a_daemon_that_stands_still(service):
    before = service.pid()
    service.run("kill", "-STOP", before)
    expect_a_new_start(service, before)
    assert "Watchdog timeout" in service.journal()


def test_a_daemon_that_was_killed_is_restarted(service):
    before = service.pid()
    service.run("kill", "-KILL", before)
    expect_a_new_start(service, before)


def test_the_service_is_restarted_when_its_memory_limit_is_exceeded(service):
    before = service.pid()
    hog = service.run("python3", "-c", HOG, f"/sys/fs/cgroup{service.property('ControlGroup')}", check=False)
    assert hog.returncode < 0, "it was killed"
    expect_a_new_start(service, before)


def test_a_good_policy_is_in_force_after_a_reload(policies):
    before = policies.pid()
    policies.write_policy("off", OFF)
    policies.run("systemctl", "reload", "plimsolld")
    eventually(lambda: not policies.violates("kept", "privileged"), "the rule is off")
    assert policies.pid() == before


def test_a_bad_policy_leaves_the_one_that_is_in_force(policies):
    before = policies.pid()
    policies.write_policy("off", OFF)
    policies.run("systemctl", "reload", "plimsolld")
    eventually(lambda: not policies.violates("kept", "privileged"), "the rule is off")
    policies.write_policy("off", BAD)
    policies.run("systemctl", "reload", "plimsolld", check=False)
    audited = policies.report()["audited_at"]
    eventually(lambda: policies.report()["audited_at"] > audited, "another audit")
    assert not policies.violates("kept", "privileged")
    assert policies.pid() == before


def test_a_restart_is_another_process(service):
    before = service.pid()
    service.run("systemctl", "restart", "plimsolld")
    expect_a_new_start(service, before)


def test_a_stop_of_both_units_leaves_nothing_that_runs_or_listens(service):
    service.run("systemctl", "stop", *UNITS)
    assert [service.property("ActiveState", unit) for unit in UNITS] == ["inactive", "inactive"]
    assert [service.property("Result", unit) for unit in UNITS] == ["success", "success"]
    assert service.run("test", "-e", "/run/plimsoll/status.sock", check=False).returncode == 1
    assert not listens(service)
    assert service.status().returncode == 3
