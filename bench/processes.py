"""The programs that are measured, and how a measurement waits for them."""

import contextlib
import datetime
import http.client
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "lab"))

from unix_http import get  # noqa: E402

RECORDED = HERE.parent / "tests" / "fixtures" / "engines" / "docker-26.1"
DEADLINE_SECONDS = 120


@contextlib.contextmanager
def fake_engine(options, containers: int, like: str = ""):
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/engine.sock"
        program = options.build / "tests" / "fakes" / "fake-engine"
        command = [program, "--socket", path, "--recorded", RECORDED, "--containers", containers, "--like", like]
        with running(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
            await_true(lambda: answers(path, "/_ping"))
            yield Engine(path, process.stdin)


class Engine:
    """A fake engine that takes commands."""

    def __init__(self, path: str, commands):
        self.path, self._commands = path, commands

    def command(self, line: str) -> None:
        self._commands.write(f"{line}\n".encode())
        self._commands.flush()


class Daemon:
    """A plimsolld that runs."""

    def __init__(self, pid: int, folder: pathlib.Path, port: int, log: pathlib.Path):
        self.status, self.policy, self.port = folder / "status.sock", folder / "policy.yaml", port
        self._proc = pathlib.Path(f"/proc/{pid}")
        self._log, self._begun = log.open(), ""

    def listens(self) -> bool:
        return self.document().get("freshness", {}).get("events", {}).get("state") == "live"

    def await_logged(self, text: str) -> float:
        """When the next line with this text was written, in seconds since 1970."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < deadline:
            line = self._whole_line()
            if not line:
                time.sleep(0.0005)
            elif text in line:
                return datetime.datetime.fromisoformat(json.loads(line)["ts"].replace("Z", "+00:00")).timestamp()
        raise TimeoutError(f"not logged: {text}")

    def _whole_line(self) -> str:
        """Empty while the next one is not written to its end."""
        self._begun += self._log.readline()
        if not self._begun.endswith("\n"):
            return ""
        line, self._begun = self._begun, ""
        return line

    def document(self) -> dict:
        """Of its status; empty while it has none."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            return json.loads(get(self.status, "/api/v1/status"))
        return {}

    def events(self) -> int:
        """How many it was told of."""
        line = next(line for line in get_page(self.port).splitlines() if line.startswith("plimsoll_events_total "))
        return int(float(line.split()[1]))

    def judged(self) -> int:
        return self.document().get("containers", {}).get("judged", 0)

    def peak_mib(self) -> float:
        return self._memory_mib("VmHWM")

    def resident_mib(self) -> float:
        return self._memory_mib("VmRSS")

    def _memory_mib(self, name: str) -> float:
        lines = (self._proc / "status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024

    def cpu_seconds(self) -> float:
        user, system = (self._proc / "stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def plimsolld(options, engine_socket: str | os.PathLike, *, interval_seconds: int):
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        pathlib.Path(folder, "policy.yaml").write_text("policy: v1\n")
        pathlib.Path(folder, "policy.d").mkdir()
        command = [
            options.build / "daemon" / "plimsolld" / "plimsolld", f"--engine.address=unix://{engine_socket}",
            f"--audit.interval-seconds={interval_seconds}", f"--web.listen-address=127.0.0.1:{port}",
            f"--status.socket={folder}/status.sock", f"--policy.file={folder}/policy.yaml", f"--policy.directory={folder}/policy.d"]
        log = pathlib.Path(folder, "log")
        with log.open("wb") as written, running(command, stderr=written) as process:
            yield Daemon(process.pid, pathlib.Path(folder), port, log)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get_page(port: int) -> str:
    """The page of metrics."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=DEADLINE_SECONDS)
    with contextlib.closing(connection):
        connection.request("GET", "/metrics")
        return connection.getresponse().read().decode()


def answers(path: str, target: str) -> bool:
    with contextlib.suppress(OSError, http.client.HTTPException):
        return bool(get(path, target))
    return False


@contextlib.contextmanager
def running(command: list, **options):
    process = subprocess.Popen([str(part) for part in command], **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(DEADLINE_SECONDS)


def await_true(condition) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for did not happen")
        time.sleep(0.05)
