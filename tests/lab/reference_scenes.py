"""Hosts on which a benchmark has something to say: what record_reference.py records.

`default` is a host as the packages leave it, with every case of cases.py and more containers and images on it;
`configured` has a daemon.json, audit rules and files with modes of all kinds; `swarm` is a swarm of one node whose
engine has its options on the command line.
"""

import io
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import scene
from cases import CASES, Case, Volume, hardened
from engine import BASE_IMAGE, USER_IMAGE, DockerEngine

_PS_IMAGE = "plimsoll-test/ps:1"
_UNIT_FILES = ("docker.service", "docker.socket")


def _case(name: str, *run: str, **more) -> Case:
    return Case(name, run, frozenset(), **more)


# Busybox under another name asks for its first argument's name as the applet's.
_SSHD = ("/bin/sh", "-c", "exec -a busybox /usr/sbin/sshd sleep 1000000")

_MORE_CONTAINERS = [
    _case("vanilla-priv", *hardened("--privileged")),
    _case("vanilla-hardened", *hardened()),
    _case("manila-etc", *hardened("--volume=/etc:/srv/etc")),
    _case("sshd", *hardened(), image=_PS_IMAGE, command=_SSHD),
    _case("sshd-without-ps", *hardened(), image="plimsoll-test/sshd:1", command=_SSHD),
    _case("sshd-only-in-an-argument", *hardened(), image=_PS_IMAGE,
          command=("/bin/sh", "-c", ": edits sshd_config; while true; do sleep 1000; done")),
    _case("health-none", *hardened(), image="plimsoll-test/health-none:1"),
    _case("health-off", *hardened("--no-healthcheck"), image=USER_IMAGE),
    _case("unhealthy", *hardened("--health-cmd=/bin/false", "--health-interval=1s", "--health-retries=1")),
    _case("restart-nine-times", *hardened("--restart=on-failure:9")),
    _case("port-privileged-ipv6", *hardened("--publish=[::]:81:80")),
    _case("port-on-global-ipv6", *hardened("--publish=[::1]:8443:443")),
    _case("port-privileged-everywhere", *hardened("--publish=82:80")),
    _case("usr-only-destination", *hardened("--volume=$files/data:/usr")),
    _case("volume-on-usr", *hardened("--volume=usr:/usr:nocopy"), volumes=(Volume("usr"),)),
    _case("lib64", *hardened("--volume=/usr/lib64:/srv/lib64")),
    _case("etc-then-writable", *hardened("--volume=/etc:/srv/etc:ro", "--volume=$files/data:/srv/data")),
    _case("shadow", *hardened("--volume=/etc/shadow:/srv/shadow")),
    _case("var", *hardened("--volume=/var:/srv/var")),
    _case("boot", *hardened("--volume=/boot:/srv/boot")),
    _case("ipc-through-other", *hardened("--ipc=container:host-ipc"), needs=("host-ipc",)),
    _case("from-moved-tag", *hardened(), image="plimsoll-test/moved:1"),
    _case("secret-in-environment", *hardened("--env=DB_PASSWORD=x")),
    _case("log-driver-none", *hardened("--log-driver=none")),
    _case("seccomp-unconfined-colon", *hardened("--security-opt=seccomp:unconfined")),
    _case("label-disable", *hardened("--security-opt=label=disable", "--security-opt=no-new-privileges")),
    _case("pids-limit-absurd", *hardened("--pids-limit=4000000")),
    _case("exec-privileged", *hardened()),
    _case("exec-as-root", *hardened()),
]

_STOPPED = [
    _case("stopped", *hardened()),
    _case("stopped-privileged", *hardened("--privileged")),
    _case("stopped-restart-always", *hardened("--restart=always")),
    _case("stopped-etc", *hardened("--volume=/etc:/srv/etc")),
]

_ADD_SSHD = "RUN busybox mkdir -p /usr/sbin && busybox cp /bin/busybox /usr/sbin/sshd"
# By tag, what their Dockerfile says after FROM.
_IMAGES = {
    _PS_IMAGE: ("RUN busybox ln -s busybox /bin/ps", _ADD_SSHD, "USER 1000"),
    "plimsoll-test/sshd:1": (_ADD_SSHD, "USER 1000"),
    "plimsoll-test/health-none:1": ("USER 1000", "HEALTHCHECK NONE"),
    "plimsoll-test/moved:1": ("ENV MOVED=0", "USER 1000"),
    "plimsoll-test/update-alone:1":
        ("COPY apt-get /bin/", "RUN apt-get update", "RUN apt-get install -y x", "USER 1000"),
    "plimsoll-test/update-far-right:1":
        ("COPY apt-get /bin/", "RUN : a step whose beginning is long enough to push the rest out && apt-get update",
         "USER 1000"),
    "plimsoll-test/update-and-install:1":
        ("COPY apt-get /bin/", "RUN apt-get update && apt-get install -y x", "USER 1000"),
    "plimsoll-test/update-in-a-name:1": ("COPY update.sh /", "USER 1000"),
    "plimsoll-test/add-archive:1": ("ADD archive.tar /srv/", "USER 1000"),
    "plimsoll-test/add-in-a-name:1": ("ENV LADDER_ADDRESS=x", "USER 1000"),
    "plimsoll-test/secret:1": ("ENV DB_PASSWORD=x", "USER 1000"),
    "plimsoll-test/root:1": ("USER 0:0", 'HEALTHCHECK CMD ["/bin/true"]'),
}
_UNUSED_IMAGES = {"plimsoll-test/unused:1": ("COPY apt-get /bin/", "RUN apt-get update", "ADD archive.tar /srv/")}


class HostEngine(DockerEngine):
    """Its options stand where a user's do: in /etc/docker/daemon.json, and after `dockerd`. Its /etc is a copy."""

    def __init__(self, *, settings: dict | None = None, arguments: tuple[str, ...] = ()):
        super().__init__()
        self._settings = settings or {}
        self._arguments = arguments
        self.etc = self.directory / "etc"
        self._units = self.directory / "units"
        shutil.copytree("/etc", self.etc, symlinks=True,
                        ignore=lambda folder, _: {"docker"} if folder == "/etc" else set())
        (self.etc / "docker").mkdir(mode=0o755)
        self._units.mkdir()
        for unit in _UNIT_FILES:
            shutil.copy2(f"/lib/systemd/system/{unit}", self._units)

    def inside(self) -> tuple[str, ...]:
        """The command that enters the engine's host."""
        return ("nsenter", f"--target={self.pid}", "--mount", "--net")

    def write(self, path: str, text: str, mode: int, owner: int = 0) -> None:
        """A file below /etc or a unit's, before the engine starts."""
        file = self._place(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        self.change(path, mode, owner)

    def change(self, path: str, mode: int, owner: int = 0) -> None:
        file = self._place(path)
        file.chmod(mode)
        os.chown(file, owner, owner)

    def _place(self, path: str) -> Path:
        name = Path(path)
        return self._units / name.name if name.name in _UNIT_FILES else self.etc / name.relative_to("/etc")

    def _command(self) -> list[str]:
        arguments = scene.resolved(self, self._arguments)
        given = {argument.split("=", 1)[0].removeprefix("--") for argument in arguments}
        settings = {key: value for key, value in self._config().items() if key not in given and key + "s" not in given}
        if "host" in given:
            del settings["hosts"]
        (self.etc / "docker" / "daemon.json").write_text(json.dumps(settings | self._settings, indent=2))
        return ["dockerd", *arguments]

    def _setup(self) -> str:
        units = "".join(f"mount --bind {self._units}/{unit} /lib/systemd/system/{unit}\n" for unit in _UNIT_FILES)
        # Not DockerEngine's own, which hides /etc/docker: this one is a copy.
        return f"mount --bind {self.etc} /etc\n{units}" + super(DockerEngine, self)._setup()


def start_default() -> HostEngine:
    return HostEngine()


def set_up_default(engine: HostEngine) -> None:
    engine.import_image()
    for tag, steps in (_IMAGES | _UNUSED_IMAGES).items():
        _build(engine, tag, steps)
    scene.set_up(engine, CASES + _MORE_CONTAINERS)
    of_images = [_case(f"of-{tag.split('/')[1].split(':')[0]}", *hardened(), image=tag) for tag in _IMAGES]
    for case in _STOPPED + of_images:
        engine.docker("create", f"--name={case.name}", *scene.resolved(engine, case.run), case.image)
    _build(engine, "plimsoll-test/moved:1", ("ENV MOVED=1", "USER 1000"))
    engine.docker("exec", "--detach", "--privileged", "exec-privileged", "/bin/sleep", "1000000")
    engine.docker("exec", "--detach", "--user=0", "exec-as-root", "/bin/sleep", "1000000")


def _build(engine: HostEngine, tag: str, steps: tuple[str, ...]) -> None:
    dockerfile = "\n".join([f"FROM {BASE_IMAGE}", *steps, ""])
    engine.docker("build", "--quiet", "--tag", tag, "-", stdin=_build_context(dockerfile))


def _build_context(dockerfile: str) -> bytes:
    """With stand-ins for what a step may call: nothing is installed from anywhere."""
    files = {"Dockerfile": dockerfile, "apt-get": "#!/bin/sh\n", "update.sh": "#!/bin/sh\n", "archive.tar": ""}
    context = io.BytesIO()
    with tarfile.open(fileobj=context, mode="w") as tar:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(text.encode()), 0o755
            tar.addfile(entry, io.BytesIO(text.encode()))
    return context.getvalue()


_AUDIT_RULES = """-D
-e 1
-w /etc/docker/daemon.json -p wa -k docker
-w /usr/bin/containerd-shim-runc-v2 -p x -k docker
-w /etc/default/docker -p wa -k docker
-a never,exit -F dir=/var/lib/docker/overlay2
-w /lib/systemd/system/docker.service -p wa -k docker
"""


def start_configured() -> HostEngine:
    engine = HostEngine(settings={
        "log-level": "debug",
        "icc": False,
        "insecure-registries": ["registry.example:5000"],
        "default-ulimits": {"nofile": {"Name": "nofile", "Soft": 1024, "Hard": 4096}},
        "no-new-privileges": True,
        "live-restore": True,
        "userland-proxy": False,
        "experimental": True,
        "log-driver": "none",
        "tlscacert": "/etc/docker/tls/ca.pem",
        "tlscert": "/etc/docker/tls/cert.pem",
        "tlskey": "/etc/docker/tls/key.pem",
    })
    engine.write("/etc/audit/audit.rules", _AUDIT_RULES, 0o640)
    engine.write("/etc/audit/rules.d/audit.rules", _AUDIT_RULES, 0o640)
    engine.write("/etc/docker/tls/ca.pem", "", 0o442)
    engine.write("/etc/docker/tls/cert.pem", "", 0o644)
    engine.write("/etc/docker/tls/key.pem", "", 0o400, owner=1)
    engine.write("/etc/docker/certs.d/registry.example:5000/ca.crt", "", 0o444)
    engine.write("/etc/docker/certs.d/registry.example:5000/client.key", "", 0o666)
    engine.write("/etc/docker/daemon.json", "", 0o622)
    engine.change("/etc/docker", 0o737)
    engine.change("/etc/default/docker", 0o644, owner=1)
    engine.write("/etc/sysconfig/docker", "", 0o646)
    engine.change("docker.service", 0o622)
    engine.change("docker.socket", 0o664)
    group = engine.etc / "group"
    group.write_text("".join(f"{line.rstrip(':')}:alice,bob\n" if line.startswith("docker:") else f"{line}\n"
                             for line in group.read_text().splitlines()))
    return engine


def set_up_configured(engine: HostEngine) -> None:
    scene.set_up(engine, [
        _case("plain"),
        _case("hardened", *hardened()),
        _case("no-new-privileges-false", *hardened("--security-opt=no-new-privileges=false",
                                                   without=("--security-opt",))),
        # Exempts itself from the reference's checks.
        _case("exempts-itself", *hardened("--privileged", "--label=docker.bench.security=")),
    ])
    subprocess.run([*engine.inside(), "chmod", "646", "/run/docker.sock"], check=True)


def start_swarm() -> HostEngine:
    return HostEngine(arguments=(
        "--host=unix://$socket", "--host=unix:///run/docker.sock", "--host=tcp://127.0.0.1:2375",
        "--log-level=debug", "--no-new-privileges=false", "--userland-proxy=0", "--iptables=false",
        "--cgroup-parent=$cgroup"))


def set_up_swarm(engine: HostEngine) -> None:
    scene.set_up(engine, [_case("plain"), _case("hardened", *hardened())])
    engine.docker("swarm", "init", "--advertise-addr=127.0.0.1", "--listen-addr=0.0.0.0:2377", "--cert-expiry=24h")
    engine.docker("network", "create", "--driver=overlay", "clear")
    engine.docker("network", "create", "--driver=overlay", "--opt=encrypted", "encrypted")
    engine.docker("secret", "create", "unused", "-", stdin=b"x")
    engine.docker("service", "create", "--detach", "--replicas=0", "--name=with-password", "--env=DB_PASSWORD=x",
                  BASE_IMAGE)
    engine.docker("service", "create", "--detach", "--replicas=0", "--name=with-secret", "--secret=unused", BASE_IMAGE)


@dataclass(frozen=True)
class Scene:
    start: Callable[[], HostEngine]
    set_up: Callable[[HostEngine], None]


SCENES = {
    "default": Scene(start_default, set_up_default),
    "configured": Scene(start_configured, set_up_configured),
    "swarm": Scene(start_swarm, set_up_swarm),
}
