"""The programs under test, and how a test waits for them."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import unix_http
from divergence import divergence
from metrics import Metrics

_BUILD = Path(os.environ["PLIMSOLL_BUILD"])
PLIMSOLLD = _BUILD / "daemon/plimsolld/plimsolld"
PLIMSOLL = _BUILD / "daemon/cli/plimsoll"
FAKE_ENGINE = _BUILD / "tests/fakes/fake-engine"

_DEADLINE_SECONDS = 60  # of what takes a moment on an idle machine
_POLL_SECONDS = 0.05
_BUILT_IN = "policy: v1\n"

_CONFIG = """
engine: {{ address: "unix://{engine}", request_deadline_seconds: {deadline} }}
audit: {{ interval_seconds: {interval} }}
web: {{ listen_address: "{address}" }}
status: {{ socket: "{directory}/status.sock" }}
policy: {{ file: "{directory}/policy.yaml", directory: "{directory}/policy.d" }}
"""


def eventually(condition, what: str):
    """Returns the first true answer of `condition`."""
    deadline = time.monotonic() + _DEADLINE_SECONDS
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"not within {_DEADLINE_SECONDS} s: {what}"
        time.sleep(_POLL_SECONDS)
    return answer


def free_address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def http_get(address: str, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(address, timeout=_DEADLINE_SECONDS)
    with contextlib.closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()


def run(program: Path | str, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess:
    """With nothing of the caller's environment, so that no DOCKER_HOST is asked instead."""
    return subprocess.run([program, *arguments], input=stdin, env={"PATH": os.environ["PATH"]}, capture_output=True,
                          text=True, errors="strict", timeout=_DEADLINE_SECONDS, check=False)


def plimsoll(*arguments: str) -> subprocess.CompletedProcess:
    return run(PLIMSOLL, *arguments)


def audit(engine_socket: Path, policy: Path, *arguments: str) -> subprocess.CompletedProcess:
    return plimsoll("audit", f"--engine=unix://{engine_socket}", f"--policy={policy}", *arguments)


def write_policy(directory: Path, text: str = _BUILT_IN) -> Path:
    path = directory / "policy.yaml"
    path.write_text(text)
    path.chmod(0o600)
    return path


def policy_directory(directory: Path) -> Path:
    path = directory / "policy.d"
    path.mkdir()
    return path


class Process:
    """Killed at the latest when the block ends. Its output goes to the file `output`; its errors go to another place if
    `stderr` names one."""

    def __init__(self, arguments: list, directory: Path, environment: dict[str, str] | None = None, stderr=None):
        self.output = directory / f"{Path(arguments[0]).name}.log"
        with self.output.open("wb") as output:
            self._process = subprocess.Popen(arguments, env={"PATH": os.environ["PATH"], **(environment or {})},
                                             stdin=subprocess.PIPE, stdout=output,
                                             stderr=output if stderr is None else stderr, cwd=directory)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def runs(self) -> bool:
        return self._process.poll() is None

    def command(self, line: str) -> None:
        """A line for its standard input."""
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def peak_kib(self) -> int:
        """The most memory that it has had."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))

    def exit_code(self) -> int:
        """Waits for its end."""
        return self._process.wait(_DEADLINE_SECONDS)

    def terminate(self, within_seconds: float = _DEADLINE_SECONDS) -> int:
        """Returns the exit code."""
        self.send(signal.SIGTERM)
        return self._process.wait(within_seconds)


class Daemon(Process):
    """plimsolld on its own sockets and policy. It need not be ready when the constructor returns."""

    def __init__(self, directory: Path, engine_socket: Path, *, policy: str = _BUILT_IN, deadline_seconds: int = 10,
                 interval_seconds: int = 1, environment: dict[str, str] | None = None, settings: str = "",
                 stderr=None):
        self.address = free_address()
        self.socket = directory / "status.sock"
        self.policy = write_policy(directory, policy)
        policy_directory(directory)
        self.config = directory / "plimsoll.yaml"
        self.config.write_text(_CONFIG.format(engine=engine_socket, deadline=deadline_seconds, interval=interval_seconds,
                                              address=self.address, directory=directory) + settings)
        self.config.chmod(0o600)
        super().__init__([PLIMSOLLD, f"--config={self.config}"], directory, environment, stderr)
        eventually(self._listens, "plimsolld listens")

    def _listens(self) -> bool:
        assert self.runs(), self.output.read_text()
        with contextlib.suppress(OSError):
            return bool(self.get("/-/healthy"))
        return False

    def get(self, path: str) -> tuple[int, str]:
        return http_get(self.address, path)

    def await_ready(self) -> "Daemon":
        eventually(lambda: self.get("/-/ready")[0] == 200, "plimsolld is ready")
        return self

    def await_next_audit(self) -> None:
        """Of which every request to the engine is later than this call."""
        asked_at = time.time()
        eventually(lambda: self.metrics().value("last_reconcile_timestamp_seconds") > asked_at, "another audit")

    def metrics(self) -> Metrics:
        status, page = self.get("/metrics")
        assert status == 200
        return Metrics(page)

    def plimsoll(self, *arguments: str) -> subprocess.CompletedProcess:
        return plimsoll(f"--socket={self.socket}", *arguments)

    def status(self) -> dict:
        return json.loads(self.plimsoll("status", "-o", "json").stdout)

    def divergence(self, engine_socket: Path) -> list[str]:
        """From a fresh audit, in whichever verdict."""
        fresh = audit(engine_socket, self.policy, "-o", "json")
        return divergence(json.loads(unix_http.get(self.socket, "/api/v1/report")), json.loads(fresh.stdout))

    def findings(self, *arguments: str) -> list[dict]:
        return json.loads(self.plimsoll("findings", "-o", "json", *arguments).stdout)["results"]

    def log(self) -> list[dict]:
        """Of whole lines only: the last one may still be under way."""
        whole = self.output.read_bytes().rpartition(b"\n")[0]
        return [json.loads(line) for line in whole.splitlines()]

    def logged(self, event: str, **wanted) -> list[dict]:
        def matches(line: dict) -> bool:
            identity = line.get("subject", {}).get("identity")
            return line["event"] == event and all({**line, "subject": identity}.get(name) == value
                                                  for name, value in wanted.items())
        return [line for line in self.log() if matches(line)]


def violations(results: list[dict]) -> dict[str, set[str]]:
    """By the container's name, the rules that it violates; those that it does not are not named."""
    found: dict[str, set[str]] = {}
    for result in results:
        subject = result["subject"]
        if subject["kind"] == "container":
            rules = found.setdefault(subject["name"], set())
            if result["verdict"] == "violation":
                rules.add(result["rule"])
    return found
