"""plimsoll as installed on a machine that boots systemd, seen through commands that run there."""

import contextlib
import json
import subprocess
import time
from pathlib import Path

from divergence import divergence

UNITS = ("plimsolld.socket", "plimsolld.service")

# Rules that a host without further configuration leaves unknown, each with the reason.
_NO_SCANS = "images.scan_reports names no directory"
ALLOWED_UNKNOWNS = {
    "image-critical-vulnerability": _NO_SCANS,
    "image-not-scanned": _NO_SCANS,
    "image-scan-outdated": _NO_SCANS,
}

# The commands of the tests are such programs while they run, and plimsolld reads all processes every five minutes only: what
# is compared of this rule is whether it has a verdict.
CHANGES_MEANWHILE = "host-runs-other-programs"

_DEADLINE_SECONDS = 240  # an emulated machine beside other tests takes its time
_POLL_SECONDS = 0.5


def eventually(condition, what: str):
    """Returns the first true answer of `condition`."""
    deadline = time.monotonic() + _DEADLINE_SECONDS
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"not within {_DEADLINE_SECONDS} s: {what}"
        time.sleep(_POLL_SECONDS)
    return answer


def unexpected_unknowns(report: dict) -> list[str]:
    """One line for each verdict that is unknown and should not be."""
    return [f"{result['rule']} of {result['subject']['kind']} {result['subject']['name']}: {result['message']}"
            for result in report["results"] if result["verdict"] == "unknown" and result["rule"] not in ALLOWED_UNKNOWNS]


class Installed:
    """Of a machine with `run(*argv, input=b"", check=True)`, which returns a completed process with text."""

    def __init__(self, machine):
        self.run = machine.run

    def install(self, package: Path) -> None:
        """With apt, which enables and starts the units. The dependencies are there already."""
        self.run("sh", "-c", "cat >/root/plimsoll.deb", input=package.read_bytes())
        self.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "/root/plimsoll.deb")

    def remove(self) -> None:
        """Everything but the settings."""
        self.run("apt-get", "remove", "--yes", "--quiet", "plimsoll")

    def property(self, name: str, unit: str = "plimsolld.service") -> str:
        return self.run("systemctl", "show", "--value", f"--property={name}", unit).stdout.strip()

    def cgroup_file(self, name: str) -> str:
        """Of the service's control group."""
        return self.run("cat", f"/sys/fs/cgroup{self.property('ControlGroup')}/{name}").stdout.strip()

    def status(self) -> subprocess.CompletedProcess:
        return self.run("plimsoll", "status", check=False)

    def report(self) -> dict:
        """What the daemon knows, as plimsoll.report/v1."""
        return json.loads(self.run("plimsoll", "findings", "-o", "json").stdout)

    def audit(self) -> dict:
        """What an audit as root finds now, in the same form."""
        return json.loads(self.run("plimsoll", "audit", "-o", "json", check=False).stdout)

    def differences_from_audit(self) -> list[str]:
        """What still differs between the daemon and an audit as root after it had time to catch up."""
        with contextlib.suppress(AssertionError):
            eventually(lambda: not self._differences(), "the daemon knows what an audit finds")
        return self._differences()

    def journal(self, *options: str) -> str:
        """What the service wrote and systemd wrote about it since the machine booted."""
        return self.run("journalctl", "--boot", "--unit=plimsolld.service", "--no-pager", *options).stdout

    def events(self, event: str) -> list[dict]:
        """The service's log lines of this kind since the machine booted."""
        told = [json.loads(line) for line in self.journal("--output=cat").splitlines() if line.startswith("{")]
        return [line for line in told if line.get("event") == event]

    def _differences(self) -> list[str]:
        lines = divergence(self.report(), self.audit(), leave_out=())
        return [line for line in lines if CHANGES_MEANWHILE not in line or "unknown" in line]
