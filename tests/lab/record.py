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

import record_scene
import scene
from cases import CASES, REMAPPED_CASES, Case
from engine import DockerEngine, Engine, PodmanEngine, TrixieDockerEngine

_FIXTURES = Path(__file__).parent.parent / "fixtures" / "engines"
_ANSWERS = {"version": "/version", "info": "/info", "containers": "/containers/json?all=1", "volumes": "/volumes",
            "networks": "/networks", "images": "/images/json", "plugins": "/plugins"}
_SHORT_ID_DIGITS = 12


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
        with record_scene.added_to(engine):
            record(engine, _FIXTURES / recording.folder)


def record(engine: Engine, folder: Path) -> None:
    """Replaces the folder by what the engine answers now."""
    shutil.rmtree(folder, ignore_errors=True)
    for directory in ("inspect", "images", "exec"):
        (folder / directory).mkdir(parents=True)
    headers = engine.api("/_ping")[1]
    version = headers["Api-Version"]
    anonymous = Anonymous(engine)

    def keep(path: str, file: str) -> dict | list | None:
        """Writes the answer as it is; none where the engine has no such thing."""
        answer = _get(engine, f"/v{version}{path}")
        if answer is None:
            return None
        (folder / file).write_bytes(anonymous(answer))
        return json.loads(answer)

    (folder / "ping.headers").write_bytes(anonymous(str(headers).strip().encode() + b"\n"))
    lists = {name: keep(path, f"{name}.json") for name, path in _ANSWERS.items()}
    images = set()
    for container in lists["containers"]:
        name = container["Names"][0].removeprefix("/")
        inspect = keep(f"/containers/{container['Id']}/json", f"inspect/{name}.json")
        images.add(inspect["Image"])
        for session in inspect["ExecIDs"] or []:
            keep(f"/exec/{session}/json", f"exec/{session[:_SHORT_ID_DIGITS]}.json")
    for image in images:
        name = image.removeprefix("sha256:")[:_SHORT_ID_DIGITS]
        keep(f"/images/{image}/json", f"images/{name}.json")
        keep(f"/images/{image}/history", f"images/{name}.history.json")


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


def _get(engine: Engine, path: str) -> bytes | None:
    """The answer; none where the engine has no such thing."""
    status, _, body = engine.api(path)
    if status == 404:
        return None
    if status != 200:
        raise ValueError(f"GET {path}: {status} {body!r}")
    return body


if __name__ == "__main__":
    main()
