#!/usr/bin/python3
"""Does plimsolld drift? Changes the containers of a real engine at random, then compares what it knows with a fresh audit.

Prints memory, events and what was missed every minute. Fails if plimsolld's memory grew after the first quarter of the
time, or if at the end it says anything else than the fresh audit. The engine itself stays up: what its deaths do is
tested by tests/end_to_end. The same seed makes the same changes, at the engine's speed.

    bench/soak.py --build build/bench [--minutes 30] [--containers 50] [--seed 1]
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests" / "lab"), str(HERE.parent / "tests" / "end_to_end")]

import scene  # noqa: E402
from divergence import divergence  # noqa: E402
from engine import BASE_IMAGE, DockerEngine  # noqa: E402
from metrics import Metrics  # noqa: E402
from processes import Daemon, await_true, get_page, plimsolld  # noqa: E402
from unix_http import get  # noqa: E402

MOST_GROWTH_MIB = 2
SETTLES_WITHIN_SECONDS = 60  # sessions of a container are read ten seconds after the last ones at the latest
NETWORK = "churn"
KINDS = [(), ("--privileged",), ("--pid=host",), ("--cap-add=SYS_ADMIN",), ("--memory=64m",), ("--user=1000",),
         ("--network=host",), ("--volume=/etc:/host:ro",)]


def main() -> None:
    options = parse()
    with DockerEngine() as engine:
        scene.set_up(engine, [])
        engine.docker("network", "create", NETWORK)
        churn = Churn(engine, options)
        churn.fill()
        with plimsolld(options, engine.socket, interval_seconds=60) as daemon:
            await_true(lambda: daemon.listens() and daemon.judged() == options.containers)
            resident = soak(options, churn, daemon)
            left = await_agreement(options, engine, daemon)
    growth = max(resident[len(resident) // 4:]) - max(resident[:max(len(resident) // 4, 1)])
    print(f"memory grew by {growth:.1f} MiB after the first quarter; at most {MOST_GROWTH_MIB} MiB are allowed")
    print(f"{len(left)} verdicts differ from those of a fresh audit", *left, sep="\n  ")
    sys.exit(1 if left or growth > MOST_GROWTH_MIB else 0)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True, help="folder of the preset `bench`")
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--containers", type=int, default=50, help="around which their number stays")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def soak(options, churn: "Churn", daemon: Daemon) -> list[float]:
    """Returns the resident memory in MiB, minute by minute."""
    started = time.monotonic()
    resident = [tell(daemon, churn, 0)]
    while len(resident) <= options.minutes:
        churn.step()
        if time.monotonic() - started >= 60 * len(resident):
            resident.append(tell(daemon, churn, len(resident)))
    return resident


def tell(daemon: Daemon, churn: "Churn", minute: int) -> float:
    page, resident = Metrics(get_page(daemon.port)), daemon.resident_mib()
    print(f"minute {minute}: {resident:.1f} MiB, at most {daemon.peak_mib():.1f}; {churn.steps} changes, "
          f"{page.value('events_total'):.0f} events, {page.value('event_gaps_total'):.0f} gaps, "
          f"{page.value('containers_missed_total'):.0f} missed, {daemon.judged()} judged", flush=True)
    return resident


def await_agreement(options, engine: DockerEngine, daemon: Daemon) -> list[str]:
    """What still differs when everything that the events told of should have been read."""
    deadline = time.monotonic() + SETTLES_WITHIN_SECONDS
    while (left := disagreement(options, engine, daemon)) and time.monotonic() < deadline:
        time.sleep(1)
    return left


def disagreement(options, engine: DockerEngine, daemon: Daemon) -> list[str]:
    command = [options.build / "daemon" / "cli" / "plimsoll", "audit", f"--engine=unix://{engine.socket}",
               f"--policy={daemon.policy}", "-o", "json"]
    fresh = subprocess.run(command, stdout=subprocess.PIPE, check=False)  # its exit code tells of findings
    return divergence(json.loads(get(daemon.status, "/api/v1/report")), json.loads(fresh.stdout))


class Churn:
    """What happens to the containers of a busy host, in an order that only the seed decides."""

    def __init__(self, engine: DockerEngine, options):
        self._docker = engine.docker
        self._random = random.Random(options.seed)
        self._usual = options.containers
        self._names: list[str] = []
        self._created = 0
        self.steps = 0

    def fill(self) -> None:
        while len(self._names) < self._usual:
            self._run()

    def step(self) -> None:
        self.steps += 1
        few = len(self._names) < self._random.uniform(0.8, 1.2) * self._usual
        self._run() if few else self._random.choice([
            self._remove, self._remove, self._run_and_end, self._stop, self._restart, self._rename, self._update,
            self._connect, self._execute, self._execute])()

    def _run(self) -> None:
        self._created += 1
        name = f"churn-{self._created}"
        self._docker("run", "--detach", f"--name={name}", *self._random.choice(KINDS), BASE_IMAGE)
        self._names.append(name)

    def _run_and_end(self) -> None:
        self._docker("run", "--rm", BASE_IMAGE, "/bin/true")

    def _remove(self) -> None:
        self._docker("rm", "--force", self._names.pop(self._random.randrange(len(self._names))))

    def _stop(self) -> None:
        self._docker("stop", "--time=0", self._any())

    def _restart(self) -> None:
        self._docker("restart", "--time=0", self._any())

    def _rename(self) -> None:
        self._created += 1
        place = self._random.randrange(len(self._names))
        name = f"churn-{self._created}"
        self._docker("rename", self._names[place], name)
        self._names[place] = name

    def _update(self) -> None:
        self._docker("update", f"--pids-limit={self._random.choice([-1, 50, 100])}", self._any())

    def _connect(self) -> None:
        """Joins the network, or leaves it."""
        name = self._any()
        networks = json.loads(self._docker("inspect", "--format={{json .NetworkSettings.Networks}}", name))
        if "host" not in networks:
            self._docker("network", "disconnect" if NETWORK in networks else "connect", NETWORK, name)

    def _execute(self) -> None:
        name = self._any()
        if self._docker("inspect", "--format={{.State.Running}}", name) == "true":
            self._docker("exec", "--detach", name, "/bin/sleep", self._random.choice(["0", "1", "5"]))

    def _any(self) -> str:
        return self._random.choice(self._names)


if __name__ == "__main__":
    main()
