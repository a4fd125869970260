"""The units, judged by systemd's own tools without a running systemd."""

import os
import re
import subprocess
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).resolve().parents[2] / "systemd"
SERVICE = (SYSTEMD / "plimsolld.service").read_text()
WITHOUT_HOST_FACTS = (SYSTEMD / "without-host-facts.conf").read_text()
EXPOSURE_LIMIT = 23  # of 100; an unhardened unit has 96
EXPOSURE_LIMIT_WITHOUT_HOST_FACTS = 15


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
    SystemCallArchitectures SystemCallFilter SystemCallErrorNumber UMask RestrictAddressFamilies IPAddressDeny MemoryMax TasksMax"""


@pytest.mark.parametrize("setting", HARDENING.split())
def test_the_service_is_hardened(setting):
    assert re.search(rf"^{setting}=", SERVICE, re.MULTILINE)


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
