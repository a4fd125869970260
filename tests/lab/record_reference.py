#!/usr/bin/python3
"""Records what docker-bench-security and plimsoll say about the same hosts at the same moment.

    tests/lab/record_reference.py --reference DIR --plimsoll build/dev/daemon/cli/plimsoll \\
        --out tests/fixtures/docker-bench-security [--scene swarm]

DIR holds the reference's sources, which are not ours to keep. Of its report the numbers, results and named items are
kept. It runs in a process namespace of its own: the reference takes the newest process whose command line holds
"dockerd" for the engine, and any editor of the machine would do.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

_TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(_TESTS / "differential"))

import reference  # noqa: E402
from record import Anonymous  # noqa: E402
from reference_scenes import SCENES, HostEngine, Scene  # noqa: E402

_ALONE = "PLIMSOLL_LAB_ALONE"


def main() -> None:
    options = parse()
    if _ALONE not in os.environ:
        sys.exit(alone())
    for name in options.scene or SCENES:
        record(SCENES[name], options, options.out / name)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, required=True, help="directory of docker-bench-security's sources")
    parser.add_argument("--plimsoll", type=Path, required=True, help="the binary")
    parser.add_argument("--out", type=Path, required=True, help="a directory; each scene gets one below it")
    parser.add_argument("--scene", choices=SCENES, action="append", help="only this one; may be given again")
    return parser.parse_args()


def alone() -> int:
    """The same once more, where no process of the machine is to be seen."""
    unshare = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
    return subprocess.run([*unshare, sys.executable, *sys.argv], env=os.environ | {_ALONE: "1"}, check=False).returncode


def record(scene: Scene, options: argparse.Namespace, folder: Path) -> None:
    with scene.start() as engine:
        scene.set_up(engine)
        anonymous = Anonymous(engine)
        snapshot = anonymous(take_snapshot(engine, options.plimsoll.resolve()))
        report = reference.recorded(options.reference, inside=engine.inside())
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "snapshot.json").write_bytes(snapshot)
        (folder / "reference.json").write_bytes(anonymous(as_lines(report).encode()))


def take_snapshot(engine: HostEngine, plimsoll: Path) -> bytes:
    command = [*engine.inside(), str(plimsoll), "snapshot", "--engine=unix:///run/docker.sock"]
    return subprocess.run(command, env={"PATH": os.environ["PATH"]}, stdout=subprocess.PIPE, check=True).stdout


def as_lines(report: dict) -> str:
    """One check a line, so that a new recording shows as what changed."""
    checks = ",\n".join(json.dumps(check) for check in report["checks"])
    rest = json.dumps({key: value for key, value in report.items() if key != "checks"})
    return f'{rest[:-1]}, "checks": [\n{checks}\n]}}\n'


if __name__ == "__main__":
    main()
