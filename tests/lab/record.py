#!/usr/bin/python3
"""Records what an engine answers about the cases into tests/fixtures/engines/, for tests of the decoder.

    tests/lab/record.py --engine docker
    tests/lab/record.py --engine docker-remapped
    tests/lab/record.py --engine trixie     # debootstraps Debian trixie first: 540 MB, half a minute
    tests/lab/record.py --engine podman

Bytes are kept as answered, but for what tells of the machine: its name, paths, kernel and engine id.
"""

import argparse
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import scene
from cases import CASES, REMAPPED_CASES, Case
from engine import DockerEngine, Engine, PodmanEngine, TrixieDockerEngine

_FIXTURES = Path(__file__).parent.parent / "fixtures" / "engines"
_ANSWERS = {"version": "/version", "info": "/info", "containers": "/containers/json", "volumes": "/volumes",
            "images": "/images/json"}


@dataclass(frozen=True)
class Recording:
    start: Callable[[], Engine]
    folder: str
    cases: list[Case]


# Enough for a second Docker: each rule once, and each kind of mount, option and text.
_SHORT = scene.select(CASES, scene.one_for_each_rule(CASES) | {
    "hardened", "hardened-by-image", "etc-typed", "etc-through-volume", "tmpfs", "hostile-texts", "planted-secrets"})

_RECORDINGS = {
    "docker": Recording(DockerEngine, "docker-20.10", CASES),
    "docker-remapped": Recording(partial(DockerEngine, userns_remap=True), "docker-20.10-remapped", REMAPPED_CASES),
    "trixie": Recording(TrixieDockerEngine, "docker-26.1", _SHORT),
    "podman": Recording(PodmanEngine, "podman-4.3", CASES),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=_RECORDINGS, required=True)
    recording = _RECORDINGS[parser.parse_args().engine]
    with recording.start() as engine:
        scene.set_up(engine, recording.cases)
        record(engine, _FIXTURES / recording.folder)


def record(engine: Engine, folder: Path) -> None:
    """Replaces the folder by what the engine answers now."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "inspect").mkdir(parents=True)
    headers = engine.api("/_ping")[1]
    version = headers["Api-Version"]
    anonymous = Anonymous(engine)

    (folder / "ping.headers").write_bytes(anonymous(str(headers).strip().encode() + b"\n"))
    for name, path in _ANSWERS.items():
        (folder / f"{name}.json").write_bytes(anonymous(_get(engine, f"/v{version}{path}")))
    for container in json.loads(_get(engine, f"/v{version}/containers/json")):
        name = container["Names"][0].removeprefix("/")
        answer = _get(engine, f"/v{version}/containers/{container['Id']}/json")
        (folder / "inspect" / f"{name}.json").write_bytes(anonymous(answer))


class Anonymous:
    """Replaces what tells of this machine by constants of the same form."""

    def __init__(self, engine: Engine):
        host, kernel = os.uname().nodename, os.uname().release
        engine_id = json.loads(_get(engine, "/info"))["ID"]
        self._replacements = {
            str(engine.directory): "/lab",
            engine.directory.name: "lab",
            f'"{host}"': '"lab"',  # quoted: it may be as short as a word of the engine's
            kernel: "6.1.0-lab",
            engine_id: re.sub(r"\w", "0", engine_id),
        }

    def __call__(self, answer: bytes) -> bytes:
        for ours, neutral in self._replacements.items():
            answer = answer.replace(ours.encode(), neutral.encode())
        if b"/tmp/" in answer:
            raise ValueError(f"still names a path of this machine: {answer!r}")
        return answer


def _get(engine: Engine, path: str) -> bytes:
    status, _, body = engine.api(path)
    if status != 200:
        raise ValueError(f"GET {path}: {status} {body!r}")
    return body


if __name__ == "__main__":
    main()
