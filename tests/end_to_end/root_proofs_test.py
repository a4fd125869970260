"""A way to root is one: from inside the container a marker in the test's own folder is written as root of the host. In
the near miss the same attempt fails, and the rule has nothing to say.

Only that marker is written: no device, no kernel setting, no process but the test's own.
"""

import ctypes
import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from engine import BASE_IMAGE, EngineError
from programs import audit

# Ways that cannot be shown with a marker alone.
CANNOT_PROVE = {
    "device": "would write a disk or the machine's memory",
    "device-rule": "would make and write a disk's node",
    "core-pattern": "would change a setting of the machine's kernel",
    "release-agent": "would change a control group's agent, which the machine's kernel runs",
    "ptrace": "leads into a privileged container, whose own way would write a disk",
}

# A container has busybox alone; what needs more runs the machine's own python in it.
_PYTHON = ("--volume=/usr:/usr:ro", "--volume=/lib:/lib:ro", "--volume=/lib64:/lib64:ro")

_ASK_ENGINE = """
import http.client, json, socket
class Engine(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect("/var/run/docker.sock")
def post(path, body=None):
    engine = Engine("engine")
    engine.request("POST", path, json.dumps(body) if body else None, {"Content-Type": "application/json"})
    answer = engine.getresponse()
    return json.loads(answer.read() or "{}")
marker = "$marker"
made = post("/containers/create", {"Image": "$image", "Cmd": ["/bin/sh", "-c", "echo > /folder/marker"],
                                   "HostConfig": {"Binds": [marker.rpartition("/")[0] + ":/folder"], "AutoRemove": True}})
post("/containers/" + made["Id"] + "/start")
post("/containers/" + made["Id"] + "/wait")
"""

# Whoever may open by handle need not be told the handle: they are few enough to be tried.
_OPEN_BY_HANDLE = """
import ctypes, os
handle = ctypes.create_string_buffer(bytes.fromhex("$handle"))
libc = ctypes.CDLL(None, use_errno=True)
mount = os.open("/etc/hosts", os.O_RDONLY)
folder = libc.open_by_handle_at(mount, handle, os.O_RDONLY | os.O_DIRECTORY)
if folder < 0: raise OSError(ctypes.get_errno(), "open_by_handle_at")
os.close(os.open("marker", os.O_WRONLY | os.O_CREAT, dir_fd=folder))
"""


@dataclass(frozen=True)
class Proof:
    name: str
    way: str  # as the item's key begins
    options: tuple[str, ...]
    near_miss: tuple[str, ...]
    command: tuple[str, ...]


def shell(text: str) -> tuple[str, ...]:
    return "/bin/sh", "-c", text


def python(text: str) -> tuple[str, ...]:
    return "/usr/bin/python3", "-c", text


PROOFS = [
    Proof("root-mounted", "writable-path", ("--volume=/:/host",), ("--volume=$files/data:/host",),
          shell("echo > /host$marker")),
    Proof("root-as-a-volume", "writable-path",
          ("--mount=type=volume,src=$name,dst=/host,volume-nocopy=true,volume-opt=type=none,volume-opt=o=bind,volume-opt=device=/",),
          ("--mount=type=volume,src=$name,dst=/host,volume-nocopy=true,volume-opt=type=none,volume-opt=o=bind,volume-opt=device=$files/data",),
          shell("echo > /host$marker")),
    Proof("engine-socket", "engine-socket", (*_PYTHON, "--volume=$socket:/var/run/docker.sock:ro"),
          (*_PYTHON, "--volume=$files/docker.sock-x:/var/run/docker.sock"), python(_ASK_ENGINE)),
    Proof("host-processes-with-ptrace", "capability SYS_PTRACE", ("--pid=host", "--cap-add=SYS_PTRACE"), ("--pid=host",),
          shell("echo > /proc/$pid/root$marker")),
    Proof("ptrace-with-host-processes", "capability SYS_PTRACE", ("--pid=host", "--cap-add=SYS_PTRACE"),
          ("--cap-add=SYS_PTRACE",), shell("echo > /proc/$pid/root$marker")),
    Proof("open-by-handle", "capability DAC_READ_SEARCH", (*_PYTHON, "--cap-add=DAC_READ_SEARCH"), _PYTHON,
          python(_OPEN_BY_HANDLE)),
    Proof("privileged", "privileged", ("--pid=host", "--privileged"), ("--pid=host",),
          shell("echo > /proc/$pid/root$marker")),
]


class _Handle(ctypes.Structure):
    _fields_ = [("bytes", ctypes.c_uint), ("type", ctypes.c_int), ("data", ctypes.c_char * 128)]


def handle_of(folder: Path) -> str:
    """As open_by_handle_at takes it, in hexadecimal."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle, mount = _Handle(bytes=128), ctypes.c_int()
    at_fdcwd = -100
    if libc.name_to_handle_at(at_fdcwd, os.fsencode(folder), ctypes.byref(handle), ctypes.byref(mount), 0):
        raise OSError(ctypes.get_errno(), "name_to_handle_at")
    return bytes(handle)[: 8 + handle.bytes].hex()


@pytest.fixture
def own_process():
    """Of root on the host, for others to get at."""
    process = subprocess.Popen(["sleep", "1000000"], stdin=subprocess.DEVNULL)
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def attempt(engine, container, own_process):
    """Starts the container, tries the command in it, and tells whether the host's root wrote the marker."""

    def try_it(name: str, options: tuple[str, ...], command: tuple[str, ...]) -> bool:
        marker = engine.files / name / "marker"
        marker.parent.mkdir(mode=0o700)
        known = {"$marker": marker, "$pid": own_process.pid, "$name": name, "$files": engine.files,
                 "$socket": engine.socket, "$image": BASE_IMAGE, "$handle": handle_of(marker.parent)}

        def told(text: str) -> str:
            return re.sub(r"\$[a-z]+", lambda match: str(known[match.group()]), text)

        container(name, *map(told, options), BASE_IMAGE)
        try:
            engine.docker("exec", name, *map(told, command))
        except EngineError:
            assert not marker.exists()
            return False
        return marker.exists() and marker.stat().st_uid == 0

    return try_it


@pytest.fixture
def ways(engine, built_in_policy):
    """The ways to root that the rule finds of one container."""

    def of(name: str) -> set[str]:
        results = json.loads(audit(engine.socket, built_in_policy, "-o", "json").stdout)["results"]
        result, = (result for result in results
                   if result["subject"]["name"] == name and result["rule"] == "root-equivalent")
        assert result["verdict"] in ("pass", "violation"), result
        return {item["key"] for item in result["items"]}

    return of


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.name)
def test_the_way_leads_to_root(proof, attempt, ways):
    name = f"proof-{proof.name}"
    assert attempt(name, proof.options, proof.command)
    assert any(key.startswith(proof.way) for key in ways(name))


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.name)
def test_the_near_miss_does_not(proof, attempt, ways):
    name = f"near-miss-{proof.name}"
    assert not attempt(name, proof.near_miss, proof.command)
    assert ways(name) == set()


def test_each_way_of_the_lab_is_proved_or_has_a_reason_why_it_cannot_be(daemon):
    results = daemon.findings("--rule=root-equivalent")
    seen = {item["key"].split()[0] for result in results for item in result["items"] if result["verdict"] == "violation"}
    proved = {proof.way.split()[0] for proof in PROOFS}
    assert seen == proved | set(CANNOT_PROVE)
    assert proved & set(CANNOT_PROVE) == set()
