"""The package on a booted system: installed, upgraded, stopped, removed, purged."""

import re
import subprocess
from pathlib import Path

import pytest
import roots
from booted import BootedSystem
from package import newer

UNITS = ("plimsolld.service", "plimsolld.socket")
STATUS_SOCKET = "/run/plimsoll/status.sock"
OWN_POLICY = "policy: v1\nrules:\n  cpu-limit-missing: { severity: low }\n"
RECORDED = Path(__file__).resolve().parents[1] / "fixtures/hosts/recorded.json"
SCRAPE = r"exec 3<>/dev/tcp/127.0.0.1/10149 && printf 'GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3 && cat <&3"


def version_of(deb: Path) -> str:
    return subprocess.run(["dpkg-deb", "--field", deb, "Version"], capture_output=True, text=True, check=True).stdout.strip()


def paths_of_ours(system: BootedSystem) -> set[str]:
    """All that is named after us, but the package that the test itself copied."""
    found = system.run("find", "/", "-xdev", "-iname", "*plimsoll*", "-not", "-path", "/root/*").stdout
    return set(found.split())


@pytest.fixture(scope="module", params=[roots.bookworm, roots.trixie], ids=["bookworm", "trixie"])
def installed(request, deb):
    """A system of its own for this file's tests, which follow one another as an operator's steps do."""
    with BootedSystem(request.param()) as system:
        system.install(deb)
        yield system


def main_pid(system: BootedSystem) -> str:
    return system.systemctl("show", "--value", "--property=MainPID", "plimsolld").stdout.strip()


def active_units(system: BootedSystem) -> list[str]:
    return system.systemctl("is-active", *UNITS, check=False).stdout.split()


def test_installing_starts_and_enables_both_units(installed):
    assert active_units(installed) == ["active", "active"]
    assert installed.systemctl("is-enabled", *UNITS).stdout.split() == ["enabled", "enabled"]


def test_the_program_runs_on_this_release(installed, deb):
    assert installed.run("plimsolld", "--version").stdout == f"plimsolld {version_of(deb)}\n"


def test_the_recorded_host_is_audited(installed):
    installed.write("/root/host.json", RECORDED.read_text())
    audit = installed.run("plimsoll", "audit", "--from", "/root/host.json", check=False)
    assert audit.returncode == 1 and "root-equivalent" in audit.stdout


def test_the_metrics_are_scraped_and_name_the_revision(installed, deb):
    page = installed.run("bash", "-c", SCRAPE).stdout
    version = version_of(deb)
    revision = re.search(r"git\d+\.([0-9a-f]+)|$", version)[1] or ""
    assert f'plimsoll_build_info{{version="{version}",revision="{revision}"}} 1' in page


def test_the_manual_page_is_found(installed):
    assert installed.path("/usr/share/man/man8/plimsolld.8.gz").is_file()


def test_an_upgrade_restarts_the_daemon_once_and_keeps_the_socket_and_the_policy(installed, deb, tmp_path):
    installed.write("/etc/plimsoll/policy.yaml", OWN_POLICY)
    before, socket = main_pid(installed), installed.path(STATUS_SOCKET).stat().st_ino
    installed.install(newer(deb, tmp_path))
    assert main_pid(installed) not in (before, "0")
    assert installed.path(STATUS_SOCKET).stat().st_ino == socket
    installed.run("journalctl", "--sync")
    told = installed.run("journalctl", "--quiet", "--output=cat", "--unit=plimsolld", "--identifier=systemd").stdout
    assert told.count("Started plimsolld.service") == 2  # installed and upgraded
    assert installed.path("/etc/plimsoll/policy.yaml").read_text() == OWN_POLICY


def test_asking_for_the_status_starts_a_stopped_service(installed):
    installed.systemctl("stop", "plimsolld.service")
    installed.run("plimsoll", "status", check=False)
    installed.eventually(lambda: active_units(installed) == ["active", "active"], "the socket has started the service")


def test_stopping_both_units_stops_it_for_good(installed):
    installed.systemctl("stop", "plimsolld.socket", "plimsolld.service")
    assert installed.run("plimsoll", "status", check=False).returncode == 3
    assert active_units(installed) == ["inactive", "inactive"]


def test_removing_leaves_the_configuration_and_the_account(installed):
    installed.systemctl("start", *UNITS)
    installed.write("/etc/plimsoll/policy.d/waivers.yaml", "policy: v1\n")
    installed.run("apt-get", "remove", "--yes", "--quiet", "plimsoll")
    assert installed.run("pgrep", "-x", "plimsolld", check=False).returncode == 1
    assert {unit: installed.unit(unit, "LoadState") for unit in UNITS} == {unit: {"LoadState": "not-found"} for unit in UNITS}
    assert installed.path("/etc/plimsoll/policy.yaml").read_text() == OWN_POLICY
    assert installed.path("/etc/plimsoll/policy.d/waivers.yaml").is_file()
    assert not installed.path("/run/plimsoll").exists()
    installed.run("getent", "passwd", "plimsoll")


def test_purging_leaves_nothing_but_the_account(installed):
    installed.run("apt-get", "purge", "--yes", "--quiet", "plimsoll")
    assert paths_of_ours(installed) == set()
    installed.run("getent", "passwd", "plimsoll")
