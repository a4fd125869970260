"""plimsoll in a booted system: installed, driven by systemctl, and observed as an operator observes it."""

import contextlib
import json
import subprocess
from collections.abc import Iterator

import unix_http
from booted import BootedSystem
from metrics import Metrics

SERVICE = "plimsolld.service"
SOCKET = "plimsolld.socket"
STATUS_SOCKET = "/run/plimsoll/status.sock"
POLICY = "/etc/plimsoll/policy.yaml"
ADDRESS = "127.0.0.1:10149"

_DROP_IN = f"/etc/systemd/system/{SERVICE}.d/test.conf"


class PlimsollService:
    """The installed daemon of one system."""

    def __init__(self, system: BootedSystem):
        self.system = system
        self._policy = system.path(POLICY).read_text()

    def command(self, *arguments: str) -> subprocess.CompletedProcess:
        """`plimsoll` as root."""
        return self.system.run("plimsoll", *arguments, check=False)

    def audit(self) -> dict:
        """What root sees, as plimsoll.report/v1."""
        return json.loads(self.command("audit", "-o", "json").stdout)

    def report(self) -> dict:
        """What the daemon sees, in the same form."""
        return json.loads(unix_http.get(self.system.path(STATUS_SOCKET), "/api/v1/report"))

    def status(self) -> dict:
        return json.loads(self.command("status", "-o", "json").stdout)

    def metrics(self) -> Metrics:
        request = f"GET /metrics HTTP/1.0\r\nHost: {ADDRESS}\r\n\r\n"
        answer = self.system.run("socat", "-t10", "-", f"TCP:{ADDRESS}", input=request).stdout
        return Metrics(answer.partition("\r\n\r\n")[2])

    def entries(self) -> list[tuple[dict, dict]]:
        """The journal entries of the daemon's log lines since its last start, each with the line."""
        return [(entry, json.loads(entry["MESSAGE"])) for entry in self._entries() if entry["MESSAGE"].startswith("{")]

    def messages(self) -> list[str]:
        """All that the service's processes wrote since its last start, the check of its configuration included."""
        return [entry["MESSAGE"] for entry in self._entries()]

    def _entries(self) -> list[dict]:
        invocation = self.properties("InvocationID")["InvocationID"]
        return self.system.journal(SERVICE, f"_SYSTEMD_INVOCATION_ID={invocation}")

    def logged(self, event: str) -> list[dict]:
        return [line for _, line in self.entries() if line.get("event") == event]

    def properties(self, *names: str) -> dict[str, str]:
        return self.system.unit(SERVICE, *names)

    def is_active(self) -> bool:
        return self.properties("ActiveState")["ActiveState"] == "active"

    def main_pid(self) -> int:
        """0 while the daemon does not run. A number inside the system."""
        return int(self.properties("MainPID")["MainPID"])

    def restarts(self) -> int:
        """How often systemd restarted the service by itself since it was started by hand."""
        return int(self.properties("NRestarts")["NRestarts"])

    def signal(self, number: str) -> None:
        self.system.run("kill", f"-{number}", str(self.main_pid()))

    def await_active(self) -> "PlimsollService":
        self.system.eventually(self.is_active, f"{SERVICE} is active")
        return self

    def await_audit(self) -> "PlimsollService":
        """The first one after the last start."""
        self.system.eventually(lambda: self.logged("audit.done"), "the first audit is done")
        return self

    def write_policy(self, text: str) -> None:
        self.system.write(POLICY, text)

    @contextlib.contextmanager
    def drop_in(self, *lines: str) -> Iterator[None]:
        """Starts the service with these lines added to the unit's section [Service]; reset() starts it without them."""
        self.system.write(_DROP_IN, "[Service]\n" + "".join(f"{line}\n" for line in lines))
        try:
            self.system.systemctl("daemon-reload")
            self.system.systemctl("restart", SERVICE)
            yield
        finally:
            self.system.path(_DROP_IN).unlink()
            self.system.systemctl("daemon-reload")

    def reset(self) -> "PlimsollService":
        """Back to how it was installed: active, on the installed policy, and no restart is counted."""
        self.system.write(POLICY, self._policy)
        self.system.systemctl("start", SOCKET)
        self.system.systemctl("restart", SERVICE)
        return self.await_active()
