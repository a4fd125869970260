#!/usr/bin/python3
"""Measures what plimsoll costs and prints design's budgets with the measured column.

Speed is a ratio within one run, against a bare client of the same engine: absolute figures are this machine's.
1,000 and 10,000 containers are simulated from recorded answers by tests/fakes' engine, and labelled so.

    bench/run.py --build build/bench [--containers 200]
"""

import argparse
import contextlib
import http.client
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "lab"))

import scene  # noqa: E402
from engine import DockerEngine  # noqa: E402

RECORDED = HERE.parent / "tests" / "fixtures" / "engines" / "docker-26.1"
AUDITS_BEFORE_MEASURING = 5
DEADLINE_SECONDS = 120
MIB = 1024


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: pathlib.Path):
        super().__init__("localhost", timeout=DEADLINE_SECONDS)
        self._path = str(path)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def main() -> None:
    options = parse()
    rows = [*real_engine(options), *simulated(options, 1_000), *memory(options)]
    rows.append(("against docker-bench-security 1.6.0, 200 containers", "≥ 1,000 × faster", "not measured: no path given", None))
    print_table(rows)
    sys.exit(0 if all(kept is not False for *_, kept in rows) else 1)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True, help="folder of the preset `bench`")
    parser.add_argument("--containers", type=int, default=200, help="on the real engine")
    return parser.parse_args()


def real_engine(options) -> list[tuple]:
    with DockerEngine() as engine:
        scene.set_up(engine, [])
        scene.add_plain(engine, options.containers)
        measured = compare(options, engine.socket)
    name = f"full audit of {measured['containers']:.0f} containers, real engine"
    wall, cpu, judge = measured["wall_ratio"], measured["cpu_more_us"], measured["judge_us"]
    return [
        (f"{name}: wall", "≤ 1.5 × the bare client's", f"{spread(wall, 2)} ×", wall["median"] <= 1.5),
        (f"{name}: our CPU", "≤ the bare client's + 100 µs a container", f"{spread(cpu, 0)} µs more", cpu["median"] <= 100),
        ("of that, judging", "", f"{spread(judge, 1)} µs a container", None),
    ]


def simulated(options, containers: int) -> list[tuple]:
    with fake_engine(options, containers) as path:
        measured = compare(options, path)
    page = measured["render_us"]
    return [(f"a scrape at {containers:,} simulated containers: rendering", "≤ 1 ms of our CPU",
             f"{page['median'] / 1000:.2f} ms", page["median"] <= 1000)]


def compare(options, path: str) -> dict:
    program = options.build / "bench" / "plimsoll-bench"
    return json.loads(subprocess.run([program, path], check=True, stdout=subprocess.PIPE).stdout)


def memory(options) -> list[tuple]:
    rows = []
    for containers, budget in ((1_000, 32), (10_000, 96)):
        with fake_engine(options, containers) as engine, plimsolld(options, engine, containers) as peak:
            mib = peak / MIB
        rows.append((f"memory (VmHWM) at {containers:,} simulated containers, report read", f"≤ {budget} MiB", f"{mib:.1f} MiB", mib <= budget))
    return rows


@contextlib.contextmanager
def fake_engine(options, containers: int):
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/engine.sock"
        program = options.build / "tests" / "fakes" / "fake-engine"
        command = [program, "--socket", path, "--recorded", RECORDED, "--containers", containers]
        with running(command, stdout=subprocess.DEVNULL):
            await_true(lambda: answers(path, "/_ping"))
            yield path


@contextlib.contextmanager
def plimsolld(options, engine: str, containers: int):
    """Yields its peak memory in KiB after some audits and one report read whole."""
    with tempfile.TemporaryDirectory() as folder:
        status = pathlib.Path(folder, "status.sock")
        config = pathlib.Path(folder, "plimsoll.yaml")
        config.write_text(
            f"engine:\n  address: unix://{engine}\naudit:\n  interval_seconds: 1\nweb:\n  listen_address: \"\"\n"
            f"status:\n  socket: {status}\npolicy:\n  file: {folder}/policy.yaml\n  directory: {folder}/policy.d\n")
        pathlib.Path(folder, "policy.yaml").write_text("policy: v1\n")
        pathlib.Path(folder, "policy.d").mkdir()
        command = [options.build / "daemon" / "plimsolld" / "plimsolld", "--config", config]
        with running(command, stderr=subprocess.DEVNULL) as process:
            seen = set()
            await_true(lambda: audits(status, containers, seen) >= AUDITS_BEFORE_MEASURING)
            get(status, "/api/v1/report")
            yield peak_kib(process.pid)


def audits(status: pathlib.Path, containers: int, seen: set) -> int:
    with contextlib.suppress(OSError, http.client.HTTPException):
        document = json.loads(get(status, "/api/v1/status"))
        if document.get("containers", {}).get("judged") == containers:
            seen.add(document["audited_at"])
    return len(seen)


def get(path, target: str) -> bytes:
    connection = UnixConnection(path)
    with contextlib.closing(connection):
        connection.request("GET", target)
        return connection.getresponse().read()


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


def peak_kib(pid: int) -> int:
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise ValueError("no VmHWM")


def spread(values: dict, digits: int) -> str:
    return f"{values['median']:.{digits}f} ({values['min']:.{digits}f} to {values['max']:.{digits}f})"


def print_table(rows: list[tuple]) -> None:
    marks = {True: "kept", False: "NOT KEPT", None: ""}
    table = [("what", "budget", "measured (median, range)", ""), *((*row[:3], marks[row[3]]) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(4)]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


if __name__ == "__main__":
    main()
