"""The shipped units run under a real systemd, within their limits."""

import re
from pathlib import Path

from installed import UNITS

SERVICE = (Path(__file__).resolve().parents[2] / "systemd/plimsolld.service").read_text()
AUDIT_LOG = "/var/log/audit/audit.log"

# Starts as many processes as the control group in $1 takes, says how many, and ends them.
COUNT_FORKS = """
import os, signal, sys
open(sys.argv[1] + "/cgroup.procs", "w").write("0")
children = []
try:
    while len(children) < 1000:
        child = os.fork()
        if not child:
            signal.pause()
        children.append(child)
except BlockingIOError:
    pass
for child in children:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
print(len(children))
"""


def setting(name: str) -> str:
    """Of the shipped unit."""
    value, = re.findall(rf"^{name}=(.*)$", SERVICE, re.MULTILINE)
    return value


def seccomp_violations(guest, program: str) -> list[str]:
    """Records of the kernel about system calls for which this program was killed."""
    lines = guest.run("cat", AUDIT_LOG).stdout.splitlines()
    return [line for line in lines if "type=SECCOMP" in line and f'comm="{program}"' in line]


def test_both_units_are_active_and_start_at_boot(plimsoll):
    assert [plimsoll.property("ActiveState", unit) for unit in UNITS] == ["active", "active"]
    assert [plimsoll.property("UnitFileState", unit) for unit in UNITS] == ["enabled", "enabled"]


def test_it_started_once(plimsoll):
    assert plimsoll.property("NRestarts") == "0"


def test_status_reports_no_problem_of_plimsoll_itself(plimsoll, known):
    status = plimsoll.status()
    assert status.returncode == 0, status.stdout + status.stderr


def test_its_memory_limit_is_in_force(plimsoll):
    mebibytes = int(setting("MemoryMax").removesuffix("M"))
    assert plimsoll.cgroup_file("memory.max") == str(mebibytes << 20)


def test_its_limit_of_tasks_is_in_force_and_bites(guest, plimsoll):
    assert plimsoll.cgroup_file("pids.max") == setting("TasksMax")
    before = int(plimsoll.cgroup_file("pids.current"))
    started = guest.run("python3", "-c", COUNT_FORKS, f"/sys/fs/cgroup{plimsoll.property('ControlGroup')}").stdout
    assert before + 1 + int(started) == int(setting("TasksMax"))
    assert plimsoll.property("ActiveState") == "active"


def test_no_system_call_of_the_daemon_is_refused_by_a_signal(guest, plimsoll, known):
    assert seccomp_violations(guest, "plimsolld") == []


def test_the_kernel_records_a_system_call_that_is_refused_by_a_signal(guest):
    """The test before could not fail otherwise."""
    guest.run("systemd-run", "--quiet", "--wait", "--property=SystemCallFilter=~uname", "uname", check=False)
    assert seccomp_violations(guest, "uname")
