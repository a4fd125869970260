"""What code that runs in the unit's sandbox can do to the memory of a process of root's."""

import json
import re
from pathlib import Path

import pytest
from service import SERVICE

HERE = Path(__file__).parent
SCRIPTS = "/usr/local/lib/plimsoll-test"
OUTPUT = "/run/memory-probe.json"
TEXT = "text of the victim"
OTHER = "written by another"
WRITES = ("write /proc/PID/mem", "process_vm_writev", "ptrace")
OTHERS = ("process_vm_readv", "pidfd_getfd", "process_madvise", "kcmp", "userfaultfd")


@pytest.fixture(scope="module")
def system(installed):
    for script in ("victim.py", "memory_probe.py"):
        installed.system.write(f"{SCRIPTS}/{script}", (HERE / script).read_text(), 0o644)
    return installed.system


@pytest.fixture
def victim(system):
    """A process of root's as (process id, address of TEXT)."""
    system.systemctl("reset-failed", "victim.service", check=False)
    system.run("systemd-run", "--unit=victim", "python3", f"{SCRIPTS}/victim.py", TEXT)
    yield system.eventually(lambda: told_by_the_victim(system), "the victim prints its address")
    system.systemctl("stop", "victim.service")


def told_by_the_victim(system) -> tuple[int, int] | None:
    process = int(system.unit("victim.service", "MainPID")["MainPID"])
    for entry in system.journal("victim.service", f"_PID={process}"):
        if entry["MESSAGE"].startswith(f"{process} "):
            return process, int(entry["MESSAGE"].split()[1])
    return None


def text_in(system, victim) -> str:
    """As the kernel shows it to the tests."""
    process, address = victim
    with system.path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        memory.seek(address)
        return memory.read(len(TEXT)).decode()


def probe(system, victim, service: str) -> dict[str, str]:
    """How each way ended for a program that a unit with this section starts."""
    process, address = victim
    command = f'/usr/bin/python3 {SCRIPTS}/memory_probe.py {process} {address} "{OTHER}"'
    system.write("/etc/systemd/system/probe.service",
                 f"{service}Type=oneshot\nExecStart={command}\nStandardOutput=truncate:{OUTPUT}\n")
    system.systemctl("daemon-reload")
    system.systemctl("start", "probe.service")
    return json.loads(system.path(OUTPUT).read_text())


def sandbox(system) -> str:
    """The section of the installed unit, without its programs."""
    unit = system.run("systemctl", "cat", SERVICE).stdout
    service = unit[unit.index("[Service]"):unit.index("[Install]")]
    return re.sub(r"^(Type|NotifyAccess|Exec\w+|Restart|RestartSec|WatchdogSec)=.*\n", "", service, flags=re.MULTILINE)


def test_without_the_sandbox_root_writes(system, victim):
    """So each try is one that works where nothing denies it."""
    ended = probe(system, victim, "[Service]\n")
    assert set(ended.values()) == {"done"}
    assert text_in(system, victim) == OTHER


def test_in_the_sandbox_no_memory_of_roots_is_written(system, victim):
    ended = probe(system, victim, sandbox(system))
    assert {way: ended[way] for way in WRITES} == {"write /proc/PID/mem": "EACCES", "process_vm_writev": "EPERM", "ptrace": "EPERM"}
    assert text_in(system, victim) == TEXT


def test_in_the_sandbox_the_system_calls_that_reach_other_processes_are_denied(system, victim):
    ended = probe(system, victim, sandbox(system))
    assert {way: ended[way] for way in OTHERS} == dict.fromkeys(OTHERS, "EPERM")


def test_in_the_sandbox_memory_of_roots_can_be_read(system, victim):
    """A documented limit: CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH allow it."""
    assert probe(system, victim, sandbox(system))["read /proc/PID/mem"] == "done"
