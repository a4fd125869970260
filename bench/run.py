#!/usr/bin/python3
"""Measures what plimsoll costs and prints design's budgets with the measured column.

Speed is a ratio within one run, against a bare client of the same engine: absolute figures are this machine's.
1,000 and 10,000 containers are simulated from recorded answers by tests/fakes' engine, and labelled so.

    bench/run.py --build build/bench [--containers 200] [memory idle latency …]
"""

import argparse
import contextlib
import http.client
import itertools
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests" / "lab"), str(HERE.parent / "tests" / "differential")]

import reference  # noqa: E402
import scene  # noqa: E402
from engine import DockerEngine  # noqa: E402
from processes import DEADLINE_SECONDS, Daemon, Engine, await_true, fake_engine, get_page, plimsolld  # noqa: E402
from unix_http import get  # noqa: E402

AUDITS_BEFORE_MEASURING = 5
SCRAPES = 500
SIZES = (100, 1_000, 10_000)
BUDGETED = 1_000  # the budgets of latency and idle CPU are for so many
MEMORY_BUDGETS_MIB = {1_000: 32, 10_000: 96}
SETTLES_SECONDS, IDLE_SECONDS = 2, 60
CHANGES = 200
FLOOD_EVENTS, FLOOD_EVERY_SECONDS = 100, 0.05
BURST = 10_000
CHECKS_ITS_HEALTH, HEALTH_CHECK_SECONDS = "hardened-by-image", 30
AGAINST_REFERENCE = "against docker-bench-security 1.6.0"


def main() -> None:
    options = parse()
    rows = [row for part in options.parts or PARTS for row in PARTS[part](options)]
    print_table(rows)
    sys.exit(0 if all(kept is not False for *_, kept in rows) else 1)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True, help="folder of the preset `bench`")
    parser.add_argument("--containers", type=int, default=200, help="on the real engine")
    parser.add_argument("parts", nargs="*", metavar="PART", choices=PARTS, help=f"{', '.join(PARTS)}; all by default")
    parser.add_argument("--reference", type=pathlib.Path, help="sources of docker-bench-security; minutes more")
    return parser.parse_args()


def real_engine(options) -> list[tuple]:
    with DockerEngine() as engine:
        scene.set_up(engine, [])
        scene.add_plain(engine, options.containers)
        measured = compare(options, engine.socket)
        against = against_reference(options, engine, measured)
    name = f"full audit of {measured['containers']:.0f} containers, real engine"
    wall, cpu, judge = measured["wall_ratio"], measured["cpu_more_us"], measured["judge_us"]
    return [
        (f"{name}: wall", "≤ 1.5 × the bare client's", f"{spread(wall, 2)} ×", wall["median"] <= 1.5),
        (f"{name}: our CPU", "≤ the bare client's + 100 µs a container", f"{spread(cpu, 0)} µs more", cpu["median"] <= 100),
        ("of that, judging", None, f"{spread(judge, 1)} µs a container", None),
        *against,
    ]


def against_reference(options, engine, measured: dict) -> list[tuple]:
    """One run of it, beside the median of ours; its CPU is that of the processes it starts, not the engine's."""
    if not options.reference:
        return [(AGAINST_REFERENCE, "≥ 1,000 × faster, ≥ 1,000 × less CPU", "not measured: give --reference DIR", None)]
    started, used = time.monotonic(), children_cpu_seconds()
    reference.run(options.reference, inside=("nsenter", f"--target={engine.pid}", "--mount", "--net"),
                  environment={"DOCKER_HOST": f"unix://{engine.socket}"})
    faster = (time.monotonic() - started) * 1000 / measured["wall_ms"]["median"]
    less = (children_cpu_seconds() - used) * 1000 / measured["cpu_ms"]["median"]
    return [(f"{AGAINST_REFERENCE}: wall", "≥ 1,000 × faster", f"{faster:,.0f} × faster", faster >= 1000),
            (f"{AGAINST_REFERENCE}: CPU", "≥ 1,000 × less", f"{less:,.0f} × less", less >= 1000)]


def children_cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def scrapes(options) -> list[tuple]:
    containers = BUDGETED
    with fake_engine(options, containers) as engine:
        measured = compare(options, engine.path)
    page = measured["render_us"]["median"] / 1000
    each = scrape_ms(options, containers)
    name = f"a scrape at {containers:,} simulated containers"
    return [(name, "≤ 1 ms of our CPU", f"{each:.2f} ms", each <= 1),
            ("rendering its page, at most once a second unless scraped", None, f"{page:.2f} ms", None)]


def scrape_ms(options, containers: int) -> float:
    """CPU of plimsolld for one scrape of the page that is rendered already."""
    with fake_engine(options, containers) as engine, plimsolld(options, engine.path, interval_seconds=3600) as daemon:
        await_true(lambda: daemon.judged() == containers)
        connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=DEADLINE_SECONDS)
        with contextlib.closing(connection):
            scrape(connection)
            before = daemon.cpu_seconds()
            for _ in range(SCRAPES):
                scrape(connection)
            return (daemon.cpu_seconds() - before) / SCRAPES * 1000


def scrape(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", "/metrics")
    connection.getresponse().read()


def compare(options, path: str) -> dict:
    program = options.build / "bench" / "plimsoll-bench"
    return json.loads(subprocess.run([program, path], check=True, stdout=subprocess.PIPE).stdout)


def memory(options) -> list[tuple]:
    return [memory_row(options, containers) for containers in SIZES]


def memory_row(options, containers: int) -> tuple:
    budget = MEMORY_BUDGETS_MIB.get(containers)
    with fake_engine(options, containers) as engine, plimsolld(options, engine.path, interval_seconds=1) as daemon:
        seen = set()
        await_true(lambda: audits(daemon, containers, seen) >= AUDITS_BEFORE_MEASURING)
        get(daemon.status, "/api/v1/report")
        mib = daemon.peak_mib()
    return (f"memory (VmHWM) at {containers:,} simulated containers, report read", budget and f"≤ {budget} MiB",
            f"{mib:.1f} MiB", budget and mib <= budget)


def latency(options) -> list[tuple]:
    return [each for containers in SIZES for each in latency_rows(options, containers)]


def latency_rows(options, containers: int) -> list[tuple]:
    """From the engine's event to the log's line, which is written when the report is published."""
    name = f"event to report published, {containers:,} simulated containers"
    # Each in turn but the one that floods.
    changed = itertools.cycle(range(1, containers))
    with fake_engine(options, containers) as engine, plimsolld(options, engine.path, interval_seconds=60) as daemon:
        await_true(lambda: daemon.judged() == containers and daemon.listens())
        used = daemon.cpu_seconds()
        alone = [change_ms(engine, daemon, next(changed)) for _ in range(CHANGES)]
        each_ms = (daemon.cpu_seconds() - used) / CHANGES * 1000
        with meanwhile(engine, itertools.repeat(f"burst {FLOOD_EVENTS} 0"), FLOOD_EVERY_SECONDS):
            beside = [change_ms(engine, daemon, next(changed)) for _ in range(CHANGES)]
        scraped = [change_scraped_ms(engine, daemon, next(changed)) for _ in range(CHANGES)]
        event_us = burst_us(engine, daemon)
    return [latency_row(name, alone, containers),
            latency_row("the same while another container floods", beside, containers),
            latency_row("until a scrape, rendered for it, has been received", scraped, containers, budgeted=False),
            ("our CPU for one changed container", None, f"{each_ms:.1f} ms", None),
            (f"our CPU for one event of {BURST:,} about one container", None, f"{event_us:.0f} µs", None)]


def latency_row(name: str, times_ms: list[float], containers: int, *, budgeted: bool = True) -> tuple:
    hundredths = statistics.quantiles(times_ms, n=100, method="inclusive")
    p50, p99 = hundredths[49], hundredths[98]
    return row(name, "p50 ≤ 10 ms, p99 ≤ 50 ms", f"p50 {p50:.0f}, p99 {p99:.0f}, max {max(times_ms):.0f} ms",
               p50 <= 10 and p99 <= 50, of=containers if budgeted else None)


def row(what: str, budget: str, measured: str, kept: bool, *, of: int | None) -> tuple:
    """Budgets are for so many containers only."""
    return (what, budget, measured, kept) if of == BUDGETED else (what, None, measured, None)


def change_ms(engine: Engine, daemon: Daemon, number: int) -> float:
    """By one clock, the machine's."""
    changed = time.time()
    engine.command(f"flip {number}")
    return (daemon.await_logged('"rule":"privileged"') - changed) * 1000


def change_scraped_ms(engine: Engine, daemon: Daemon, number: int) -> float:
    """Until a scrape shows it, which has its page rendered for it unless the last one is older than a second."""
    changed = time.time()
    engine.command(f"flip {number}")
    daemon.await_logged('"rule":"privileged"')
    get_page(daemon.port)
    return (time.time() - changed) * 1000


def burst_us(engine: Engine, daemon: Daemon) -> float:
    """CPU, from the burst to what follows from it."""
    events, used = daemon.events(), daemon.cpu_seconds()
    engine.command(f"burst {BURST} 0")
    await_true(lambda: daemon.events() >= events + BURST)
    return (daemon.cpu_seconds() - used) / BURST * 1_000_000


@contextlib.contextmanager
def meanwhile(engine: Engine, commands: Iterator[str], every_seconds: float):
    """The engine obeys them, one at a time."""
    ended = threading.Event()

    def push() -> None:
        while not ended.wait(every_seconds):
            engine.command(next(commands))

    thread = threading.Thread(target=push)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def idle(options) -> list[tuple]:
    rows = []
    for containers in SIZES:
        with fake_engine(options, containers) as engine:
            percent = idle_percent(options, containers, engine)
        rows.append(row(f"idle CPU with {containers:,} unchanged simulated containers", "≤ 0.1 % of a core",
                        f"{percent:.2f} %", percent <= 0.1, of=containers))
    return [*rows, idle_with_health_checks(options, BUDGETED)]


def idle_with_health_checks(options, containers: int) -> tuple:
    checks = (f"check {number}" for number in itertools.cycle(range(containers)))
    with fake_engine(options, containers, like=CHECKS_ITS_HEALTH) as engine, \
         meanwhile(engine, checks, HEALTH_CHECK_SECONDS / containers):
        percent = idle_percent(options, containers, engine)
    return (f"the same while each checks its health every {HEALTH_CHECK_SECONDS} s", None, f"{percent:.2f} %", None)


def idle_percent(options, containers: int, engine: Engine) -> float:
    """Of a daemon that listens, and makes its rounds at the default interval."""
    with plimsolld(options, engine.path, interval_seconds=60) as daemon:
        await_true(lambda: daemon.judged() == containers)
        time.sleep(SETTLES_SECONDS)
        before = daemon.cpu_seconds()
        time.sleep(IDLE_SECONDS)
        return (daemon.cpu_seconds() - before) / IDLE_SECONDS * 100


def audits(daemon: Daemon, containers: int, seen: set) -> int:
    """How many whole audits it has been seen to publish."""
    document = daemon.document()
    if document.get("containers", {}).get("judged") == containers:
        seen.add(document["audited_at"])
    return len(seen)


def spread(values: dict, digits: int) -> str:
    return f"{values['median']:.{digits}f} ({values['min']:.{digits}f} to {values['max']:.{digits}f})"


def print_table(rows: list[tuple]) -> None:
    marks = {True: "kept", False: "NOT KEPT", None: ""}
    table = [("what", "budget", "measured (median, range)", ""),
             *((what, budget or "", measured, marks[kept]) for what, budget, measured, kept in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(4)]
    for cells in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip())


def not_measured(_options) -> list[tuple]:
    return [("a change without an event", "seen within 10 min", "not measured: the sweep's interval is what bounds it", None),
            ("memory of the reader", "≤ 8 MiB", "not measured: there is none", None)]


PARTS = {"real-engine": real_engine, "scrapes": scrapes, "memory": memory, "idle": idle, "latency": latency,
         "rest": not_measured}

if __name__ == "__main__":
    main()
