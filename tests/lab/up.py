#!/usr/bin/python3
"""Starts a private Docker engine with the cases of cases.py running and prints its socket's path.

It stays until SIGINT, SIGTERM or the end of its standard input, then removes every trace.

    tests/lab/up.py
    tests/lab/up.py --only plain,privileged
    tests/lab/up.py --only '' --containers 200
"""

import argparse
import os
import select
import signal
import sys

import scene
from cases import CASES, REMAPPED_CASES
from engine import DockerEngine


def main() -> None:
    options = parse()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    with DockerEngine(options.directory, userns_remap=options.userns_remap) as engine:
        scene.set_up(engine, options.cases)
        scene.add_plain(engine, options.containers)
        print(engine.socket, flush=True)
        await_end_of_input()


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="NAME,NAME", help="start these cases and what they need; '' for none")
    parser.add_argument("--containers", type=int, default=0, metavar="N", help="add N containers without any option")
    parser.add_argument("--userns-remap", action="store_true", help="remap users, with the cases made for that")
    parser.add_argument("--directory", help="where the engine's own directory goes (default /tmp; not below /run)")
    options = parser.parse_args()
    options.cases = REMAPPED_CASES if options.userns_remap else CASES
    if options.only is not None:
        try:
            options.cases = scene.select(options.cases, set(filter(None, options.only.split(","))))
        except KeyError as error:
            parser.error(error.args[0])
    return options


def leave(*_) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # tidying up is not to be interrupted
    sys.exit(0)


def await_end_of_input() -> None:
    """A pipe that closes means that the caller is gone. /dev/null means that none holds one: wait for a signal."""
    if os.path.samestat(os.fstat(0), os.stat("/dev/null")):
        signal.pause()
    while select.select([0], [], []) and os.read(0, 4096):
        pass


if __name__ == "__main__":
    main()
