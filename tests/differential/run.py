#!/usr/bin/python3
"""Runs docker-bench-security beside plimsoll on one engine and tells where they differ.

    tests/differential/run.py --reference DIR --plimsoll build/dev/daemon/cli/plimsoll [--engine unix:///path]

As root, on the engine's own host, with its docker CLI. DIR holds the reference's sources. The reference starts two
processes in each running container and takes about a second for each. Exits 1 if a difference has no reason in
differences.yaml.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import reference
from compare import Outcome, compare_directory, show
from explanations import load


def main() -> int:
    options = parse()
    outcome = run(options.reference, options.plimsoll, options.engine)
    show(options.engine, outcome)
    print(*outcome.problems, sep="\n", file=sys.stderr)
    return 1 if outcome.problems else 0


def run(sources: Path, plimsoll: Path, engine: str) -> Outcome:
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch)
        with (directory / "snapshot.json").open("wb") as snapshot:
            subprocess.run([plimsoll, "snapshot", f"--engine={engine}"], stdout=snapshot, check=True)
        recording = reference.recorded(sources, environment={"DOCKER_HOST": engine})
        (directory / "reference.json").write_text(json.dumps(recording))
        return compare_directory(directory, plimsoll, load())


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, required=True, help="directory of docker-bench-security's sources")
    parser.add_argument("--plimsoll", type=Path, required=True, help="the binary")
    parser.add_argument("--engine", default="unix:///var/run/docker.sock", help="default: %(default)s")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
