"""docker-bench-security as a program beside ours: how to run it, and what of its report decides anything."""

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

BENCHMARK = "1.6.0"  # whose numbers its checks have

_SCRIPT = "docker-bench-security.sh"
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"  # Debian's docker before any other; tools of a service manager's environment
_DEADLINE_SECONDS = 1800


class RunFailed(Exception):
    pass


@dataclass(frozen=True)
class Check:
    """One check of a run. `items` names what it holds against the check: containers, images, networks."""

    id: str
    result: str  # PASS, WARN, INFO, NOTE
    details: str = ""
    items: tuple[str, ...] = ()


def run(sources: Path, *, inside: tuple[str, ...] = (), environment: dict[str, str] | None = None) -> dict:
    """Its report on the engine that the docker CLI reaches. `inside` is a command that enters where it is to run.

    It runs in a copy, for it writes below its own directory; an empty /tmp/null is what it leaves behind.
    """
    if not (sources / _SCRIPT).is_file():
        raise RunFailed(f"{sources}: no {_SCRIPT} here; give the directory of docker-bench-security's sources")
    with tempfile.TemporaryDirectory(prefix="plimsoll-reference-") as scratch:
        copy = Path(scratch) / "sources"
        shutil.copytree(sources, copy)
        log = Path(scratch) / "log"
        # env -C: `inside` may have changed the directory.
        command = [*inside, "env", "-C", str(copy), "bash", _SCRIPT, "-b", "-l", str(log)]
        done = subprocess.run(command, env={"PATH": _PATH, **(environment or {})}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, errors="replace", timeout=_DEADLINE_SECONDS, check=False)
        report = Path(f"{log}.json")
        if done.returncode or not report.exists():
            raise RunFailed(f"{_SCRIPT} ended with {done.returncode}:\n{done.stdout[-500:]}{done.stderr[-500:]}")
        return json.loads(report.read_text())


def recorded(sources: Path, *, inside: tuple[str, ...] = (), environment: dict[str, str] | None = None) -> dict:
    """What a recording keeps of a run: numbers, results and what they name. Descriptions and advice stay its own."""
    report = run(sources, inside=inside, environment=environment)
    return {"reference": "docker-bench-security", "version": report["dockerbenchsecurity"],
            "dropped_names_with": _dropped_names_with(inside, environment or {}),
            "checks": [_kept(check) for section in report["tests"] for check in section["results"]]}


def _dropped_names_with(inside: tuple[str, ...], environment: dict[str, str]) -> str:
    """It leaves out each container whose name holds this text: its own one's name, by label, or else "nil"."""
    command = [*inside, "docker", "ps", "--format={{.Names}}\t{{.Labels}}"]
    listed = subprocess.run(command, env={"PATH": _PATH, **environment}, check=True, capture_output=True,
                            text=True).stdout
    containers = [line.split("\t", 1) for line in listed.splitlines()]
    return next((name for name, labels in reversed(containers) if re.search("docker.bench.security", labels)), "nil")


def _kept(check: dict) -> dict:
    kept = {"id": check["id"], "result": check["result"]}
    if check.get("items"):
        return kept | {"items": sorted(check["items"])}
    return kept | ({"details": check["details"]} if check.get("details") else {})


def checks(recording: dict) -> list[Check]:
    """Of a recording."""
    return [Check(check["id"], check["result"], check.get("details", ""), tuple(check.get("items", ())))
            for check in recording["checks"]]
