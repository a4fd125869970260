"""The units, judged by systemd's own tools without a running systemd."""

import os
import re
import subprocess
import time
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).resolve().parents[2] / "systemd"
SERVICE = (SYSTEMD / "plimsolld.service").read_text()
WITHOUT_HOST_FACTS = (SYSTEMD / "without-host-facts.conf").read_text()
EXPOSURE_LIMIT = 21  # of 100; an unhardened unit has 96
EXPOSURE_LIMIT_WITHOUT_HOST_FACTS = 11


def run(*command) -> subprocess.CompletedProcess:
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def without(setting: str) -> str:
    """The service without the lines that set `setting`; `setting` must be there."""
    text, removed = re.subn(rf"^{setting}=.*\n", "", SERVICE, flags=re.MULTILINE)
    assert removed
    return text


@pytest.fixture
def exposure(tmp_path):
    """Whether systemd finds a service within the limit."""

    def judge(service: str, limit: int = EXPOSURE_LIMIT) -> subprocess.CompletedProcess:
        unit = tmp_path / "plimsolld.service"
        unit.write_text(service)
        return run("systemd-analyze", "security", "--offline=true", f"--threshold={limit}", unit)

    return judge


def test_the_service_is_within_its_exposure(exposure):
    assert exposure(SERVICE).returncode == 0


def merged(service: str, drop_in: str) -> str:
    """As systemd reads them: a drop-in's lines come last, and an empty one clears the list."""
    return service.replace("[Install]", drop_in + "\n[Install]")


def test_the_drop_in_takes_away_what_reading_the_host_needs(exposure):
    assert exposure(SERVICE, EXPOSURE_LIMIT_WITHOUT_HOST_FACTS).returncode == 1
    assert exposure(merged(SERVICE, WITHOUT_HOST_FACTS), EXPOSURE_LIMIT_WITHOUT_HOST_FACTS).returncode == 0


@pytest.mark.parametrize("setting", ["CapabilityBoundingSet", "SystemCallFilter", "RestrictNamespaces", "RestrictAddressFamilies"])
def test_the_exposure_check_misses_a_removed_line(exposure, setting):
    assert exposure(without(setting)).returncode == 1


# A single one of most of these is worth less than the limit leaves room for.
HARDENING = """NoNewPrivileges CapabilityBoundingSet AmbientCapabilities ProtectSystem ProtectHome PrivateTmp PrivateDevices DevicePolicy
    PrivateUsers ProtectClock ProtectHostname ProtectKernelLogs ProtectKernelModules ProtectKernelTunables ProtectControlGroups
    ProtectProc ProcSubset LockPersonality MemoryDenyWriteExecute RemoveIPC RestrictNamespaces RestrictRealtime RestrictSUIDSGID
    SystemCallArchitectures SystemCallFilter SystemCallErrorNumber UMask RestrictAddressFamilies IPAddressDeny MemoryMax TasksMax
    TimeoutStartSec TimeoutStopSec WatchdogSec"""


@pytest.mark.parametrize("setting", HARDENING.split())
def test_the_service_is_hardened(setting):
    assert re.search(rf"^{setting}=", SERVICE, re.MULTILINE)


def settings(name: str) -> list[str]:
    """Returns the values that the service gives to a setting, in their order."""
    return re.findall(rf"^{name}=(.*)$", SERVICE, re.MULTILINE)


def members(group: str) -> set[str]:
    """Returns the system calls of a group, as this systemd defines it, and of the groups in it."""
    listed = run("systemd-analyze", "syscall-filter", group).stdout.split("\n")
    entries = {line.strip() for line in listed[1:] if line.startswith("    ") and not line.lstrip().startswith("#")}
    return expanded(entries)


def expanded(entries: set[str]) -> set[str]:
    groups = {entry for entry in entries if entry.startswith("@")}
    return (entries - groups).union(*map(members, groups))


def allowed_calls() -> set[str]:
    """Applies systemd.exec(5): the first line allows calls, each line with a tilde denies some."""
    allowed, *denied = settings("SystemCallFilter")
    calls = expanded(set(allowed.split()))
    for line in denied:
        assert line.startswith("~")
        calls -= expanded(set(line[1:].split()))
    return calls


# With CAP_SYS_PTRACE they read or write the memory of other processes or copy their descriptors.
INTO_OTHER_PROCESSES = "ptrace process_vm_readv process_vm_writev pidfd_getfd process_madvise kcmp userfaultfd"


@pytest.mark.parametrize("call", INTO_OTHER_PROCESSES.split())
def test_no_allowed_call_reaches_into_another_process(call):
    assert call not in allowed_calls()


@pytest.mark.parametrize("call", ["io_uring_setup", "io_uring_enter", "io_uring_register"])
def test_no_operation_passes_by_the_filter(call):
    assert call not in allowed_calls()


def seconds(name: str) -> float:
    value, = settings(name)
    return float(value.removesuffix("s"))


def refused_start(config: Path) -> tuple[float, subprocess.CompletedProcess]:
    """Runs ExecStartPre= of the unit with another configuration; returns how long it took and its result."""
    command, = settings("ExecStartPre")
    before = time.monotonic()
    done = run(os.environ["PLIMSOLLD"], *command.split()[1:], f"--config={config}")
    return time.monotonic() - before, done


def test_a_refused_start_logs_one_line_and_comes_six_times_a_minute_at_most(tmp_path):
    config = tmp_path / "plimsoll.yaml"
    config.write_text("audit:\n  interval_secnods: 30\n")
    took, done = refused_start(config)
    assert done.returncode == 2
    assert re.fullmatch(r"plimsolld: .*plimsoll\.yaml:2: .*\n", done.stdout)
    assert 60 / (took + seconds("RestartSec")) <= 6
    assert took < seconds("TimeoutStartSec")


def test_a_daemon_that_died_is_started_again_within_two_seconds():
    assert settings("Restart") == ["always"]
    assert seconds("RestartSec") < 2
    assert settings("StartLimitIntervalSec") == ["0"]


@pytest.fixture
def verify(tmp_path):
    """What systemd has to say about the units, with the daemon just built in place of the installed one."""

    def judge(service: str) -> subprocess.CompletedProcess:
        built = service.replace("/usr/bin/plimsolld", os.environ["PLIMSOLLD"])
        (tmp_path / "plimsolld.service").write_text(built)
        (tmp_path / "plimsolld.socket").write_text((SYSTEMD / "plimsolld.socket").read_text())
        return run("systemd-analyze", "verify", "--man=no", tmp_path / "plimsolld.service", tmp_path / "plimsolld.socket")

    return judge


def test_systemd_understands_the_units(verify):
    result = verify(SERVICE)
    assert (result.returncode, result.stdout) == (0, "")


def test_systemd_understands_the_drop_in(verify):
    result = verify(merged(SERVICE, WITHOUT_HOST_FACTS))
    assert (result.returncode, result.stdout) == (0, "")


def test_the_verification_misses_no_misspelt_setting(verify):
    assert "'ProtectHomes'" in verify(SERVICE.replace("ProtectHome=", "ProtectHomes=")).stdout


def test_the_verification_misses_no_program_that_is_not_there(verify):
    assert verify(SERVICE.replace("/usr/bin/plimsolld", "/nonexistent/plimsolld")).returncode != 0


@pytest.fixture
def root(tmp_path):
    """A host without any account."""
    (tmp_path / "etc").mkdir()
    return tmp_path


def make_accounts(root: Path) -> list[str]:
    """The groups afterwards, as in /etc/group."""
    result = run("systemd-sysusers", f"--root={root}", SYSTEMD / "sysusers.d/plimsoll.conf")
    assert result.returncode == 0, result.stdout
    return (root / "etc/group").read_text().splitlines()


def test_the_account_cannot_log_in(root):
    make_accounts(root)
    assert re.search(r"^plimsoll:x:\d+:\d+:.*:/usr/sbin/nologin$", (root / "etc/passwd").read_text(), re.MULTILINE)


def test_the_engines_group_stays_as_it_is_and_plimsoll_does_not_join_it_for_good(root):
    (root / "etc/group").write_text("docker:x:123:alice\n")
    assert "docker:x:123:alice" in make_accounts(root)


def test_the_engines_group_is_made_where_no_engine_is_installed(root):
    assert [group for group in make_accounts(root) if re.fullmatch(r"docker:x:\d+:", group)]


@pytest.mark.skipif(os.geteuid() != 0, reason="gives a folder to a group")
def test_the_folder_of_the_status_socket_belongs_to_root_and_the_group(root):
    groups = make_accounts(root)
    result = run("systemd-tmpfiles", "--create", f"--root={root}", SYSTEMD / "tmpfiles.d/plimsoll.conf")
    assert result.returncode == 0, result.stdout
    folder = (root / "run/plimsoll").stat()
    assert (folder.st_mode & 0o777, folder.st_uid) == (0o755, 0)
    assert f"plimsoll:x:{folder.st_gid}:" in groups
