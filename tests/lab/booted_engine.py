"""docker.service of a booted system, for the cases of cases.py."""

from dataclasses import replace
from pathlib import Path

import scene
from booted import BootedSystem
from cases import CASES, Case
from engine import BusyboxImages


class BootedEngine(BusyboxImages):
    """Paths are those inside the system."""

    name = "docker"
    cgroup = "/system.slice"
    socket = Path("/run/docker.sock")
    files = Path("/srv/files")
    shared = Path("/srv/shared")

    def __init__(self, system: BootedSystem):
        self._system = system

    def docker(self, *args: str, stdin: bytes | None = None) -> str:
        return self._system.run("docker", *args, input=stdin or b"").stdout.strip()

    def start(self, *names: str) -> None:
        """Starts the named cases, and those that they need."""
        for case in scene.select(CASES, set(names)):
            scene.start(self, _without_cpu_limit(case))


def _without_cpu_limit(case: Case) -> Case:
    """The booted system has no cgroup controllers: Docker drops a memory limit there, but refuses one of the CPU."""
    return replace(case, run=tuple(option for option in case.run if not option.startswith("--cpu")))
