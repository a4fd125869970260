#!/usr/bin/python3
"""Records the host that `./dev run` shows where there is no engine: a dozen containers as one meets them.

    tests/lab/record_host.py build/dev/daemon/cli/plimsoll
"""

import argparse
import json
import re
import subprocess
from pathlib import Path

import scene
from cases import BASE_IMAGE, USER_IMAGE, Case, Volume
from engine import DockerEngine
from record import Anonymous

_RECORDED = Path(__file__).parent.parent / "fixtures" / "hosts" / "recorded.json"

_LIMITS = ("--memory=256m", "--cpus=1", "--pids-limit=200")
_CAREFUL = ("--cap-drop=ALL", "--security-opt=no-new-privileges", "--read-only", "--tmpfs=/tmp", *_LIMITS,
            "--network=lab")


def case(name: str, *run: str, image: str = BASE_IMAGE, **more) -> Case:
    return Case(name, run, frozenset(), image=image, **more)


HOST = [
    case("api", *_CAREFUL, "--publish=127.0.0.1:8080:8080", image=USER_IMAGE),
    case("worker", *_CAREFUL, image=USER_IMAGE),
    case("postgres", *_LIMITS, "--network=lab", "--volume=postgres:/var/lib/postgresql/data", volumes=(Volume("postgres"),)),
    case("redis", "--network=lab", "--publish=6379:6379", "--restart=unless-stopped"),
    case("traefik", "--volume=/var/run/docker.sock:/var/run/docker.sock:ro", "--publish=80:80", "--publish=443:443"),
    case("ci-runner", "--privileged", "--volume=/var/run/docker.sock:/var/run/docker.sock"),
    case("node-exporter", "--pid=host", "--network=host", "--volume=/:/host:ro"),
    case("backup", "--volume=etc:/backup/etc", volumes=(Volume("etc", ("type=none", "o=bind", "device=/etc")),)),
    case("vpn", "--cap-add=NET_ADMIN", "--device=/dev/null:/dev/net/tun"),
    case("debug", "--cap-add=SYS_ADMIN", "--security-opt=seccomp=unconfined"),
    case("grafana", "--user=472", *_LIMITS, "--publish=3000:3000"),
    case("web"),
]


def without_the_machine(snapshot: bytes) -> bytes:
    """With nothing of what runs on this machine besides the engine and its containers."""
    containers = [container["id"] for container in json.loads(snapshot)["containers"]]
    before, line, after = re.fullmatch(rb'(.*\n"host":)([^\n]*)(,\n.*)', snapshot, re.DOTALL).groups()
    host = json.loads(line)
    host["programs"]["value"] = [{"name": "containerd", "processes": 1},
                                 {"name": "containerd-shim-runc-v2", "processes": len(containers)},
                                 {"name": "dockerd", "processes": 1}]
    host["other_engines"]["value"] = []
    processes = host["container_processes"]
    processes["value"] = [each for each in processes["value"] if each["container_id"] in containers]
    return before + json.dumps(host, separators=(",", ":")).encode() + after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plimsoll", type=Path, help="the binary")
    plimsoll = parser.parse_args().plimsoll.resolve()
    with DockerEngine() as engine:
        scene.set_up(engine, HOST)
        command = [plimsoll, "snapshot", "--engine", f"unix://{engine.socket}"]
        snapshot = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
        _RECORDED.parent.mkdir(parents=True, exist_ok=True)
        _RECORDED.write_bytes(Anonymous(engine)(without_the_machine(snapshot)))


if __name__ == "__main__":
    main()
