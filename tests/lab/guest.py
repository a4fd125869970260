"""A virtual machine with Debian's own kernel, systemd, cgroup v2, AppArmor and Docker: QEMU without KVM.

    with Guest(guest_image.bookworm()) as guest:
        guest.run("systemctl", "is-active", "docker").stdout

The guest has no network. Its disk is an overlay, which is deleted with the guest.
"""

import base64
import collections
import contextlib
import itertools
import json
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from guest_image import GuestImage

# Emulated and beside other tests it is ten times slower than a real machine: these deadlines only stop commands that hang.
_BOOT_DEADLINE_SECONDS = 420
_COMMAND_DEADLINE_SECONDS = 300
_LOST_AFTER_SECONDS = 30  # beyond a command's own deadline
_PROBE_SECONDS = 10
_POLL_SECONDS = 0.5
_RECEIVE_BYTES = 1 << 16
_CONSOLE_LINES = 200

# QEMU's default CPU has no vector extensions: emulating those of "max" costs a third more time.
_MACHINE = ["qemu-system-x86_64", "-accel", "tcg", "-smp", "2", "-m", "2048", "-display", "none",
            "-nodefaults", "-no-user-config", "-nic", "none", "-serial", "stdio", "-device", "virtio-rng-pci"]
_KERNEL_ARGUMENTS = "root=/dev/vda rw console=ttyS0 quiet panic=10"


class GuestError(Exception):
    pass


class Guest:
    def __init__(self, image: GuestImage):
        self._image = image
        self._requests = itertools.count(1)
        self._received = b""
        self._console: collections.deque[str] = collections.deque(maxlen=_CONSOLE_LINES)

    def __enter__(self):
        with contextlib.ExitStack() as started:
            self._start(started)
            self._await_boot(other_than=None)
            self._started = started.pop_all()
        return self

    def __exit__(self, *_):
        self._started.close()

    def run(self, *argv: str, input: str | bytes = b"", check: bool = True,
            deadline_seconds: float = _COMMAND_DEADLINE_SECONDS) -> subprocess.CompletedProcess:
        """Runs argv as root and returns what it printed as text. Status 127: it did not start; 124: it was killed at
        its deadline."""
        answer = self._ask(argv, input, deadline_seconds, deadline_seconds + _LOST_AFTER_SECONDS)
        if answer is None:
            raise GuestError(f"no answer of the guest to {' '.join(argv)}\n{self.console()}")
        stdout, stderr = (base64.b64decode(answer[name]).decode(errors="replace") for name in ("stdout", "stderr"))
        if check and answer["status"]:
            raise GuestError(f"{' '.join(argv)}: exit status {answer['status']}\n{stdout}{stderr}")
        return subprocess.CompletedProcess(argv, answer["status"], stdout, stderr)

    def put(self, local: Path, remote: str) -> None:
        """Copies one file, with its mode."""
        self.run("install", f"--mode={local.stat().st_mode & 0o777:o}", "-D", "/dev/stdin", remote, input=local.read_bytes())

    def get(self, remote: str) -> bytes:
        return base64.b64decode(self.run("base64", remote).stdout)

    def reboot(self) -> None:
        """Returns when the guest is up again."""
        before = self._boot_id()
        self._ask(("systemctl", "--no-block", "reboot"), b"", _PROBE_SECONDS, _PROBE_SECONDS)
        self._await_boot(other_than=before)

    def console(self) -> str:
        """The last lines of the serial console and of QEMU itself."""
        return "".join(self._console)

    def _start(self, started: contextlib.ExitStack) -> None:
        directory = Path(started.enter_context(tempfile.TemporaryDirectory(prefix="plimsoll-guest-")))
        disk, agent = directory / "disk.qcow2", directory / "agent.sock"
        subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", self._image.disk, disk], check=True)
        self._process = started.enter_context(_process(_command(self._image, disk, agent)))
        self._reader = threading.Thread(target=self._console.extend, args=[self._process.stdout])
        self._reader.start()
        started.callback(self._reader.join)
        started.callback(self._process.kill)
        self._agent = started.enter_context(self._connect(agent))

    def _connect(self, path: Path) -> socket.socket:
        deadline = time.monotonic() + _LOST_AFTER_SECONDS
        agent = socket.socket(socket.AF_UNIX)
        while agent.connect_ex(str(path)):
            self._expect_alive()
            if time.monotonic() > deadline:
                raise GuestError(f"QEMU does not listen\n{self.console()}")
            time.sleep(_POLL_SECONDS)
        return agent

    def _await_boot(self, other_than: str | None) -> None:
        deadline = time.monotonic() + _BOOT_DEADLINE_SECONDS
        while self._boot_id() in (None, other_than) or self._state() not in ("running", "degraded", "maintenance"):
            self._expect_alive()
            if time.monotonic() > deadline:
                raise GuestError(f"the guest did not boot within {_BOOT_DEADLINE_SECONDS} s\n{self.console()}")
            time.sleep(_POLL_SECONDS)
        if self._state() != "running":
            raise GuestError(f"the guest is degraded\n{self.run('systemctl', '--failed', '--no-pager').stdout}{self.console()}")

    def _state(self) -> str:
        """systemd's. Its own --wait misses the end of the boot if it is asked before the bus is there."""
        return self.run("systemctl", "is-system-running", check=False).stdout.strip()

    def _boot_id(self) -> str | None:
        argv = ("cat", "/proc/sys/kernel/random/boot_id")
        answer = self._ask(argv, b"", _PROBE_SECONDS, _PROBE_SECONDS)
        return base64.b64decode(answer["stdout"]).decode() if answer else None

    def _ask(self, argv: tuple[str, ...], input: str | bytes, deadline_seconds: float, lost_after: float) -> dict | None:
        """The response, or None if there is none in time."""
        number = next(self._requests)
        content = base64.b64encode(input.encode() if isinstance(input, str) else input).decode()
        request = {"id": number, "argv": argv, "input": content, "deadline_seconds": deadline_seconds}
        deadline = time.monotonic() + lost_after
        self._agent.settimeout(lost_after)
        with contextlib.suppress(TimeoutError):
            self._agent.sendall(json.dumps(request).encode() + b"\n")
            while (answer := self._next_response(deadline)).get("id") != number:
                pass  # to a request that was given up
            return answer
        return None

    def _next_response(self, deadline: float) -> dict:
        parts = [self._received]
        while b"\n" not in parts[-1]:
            parts.append(self._receive(deadline))
        line, _, self._received = b"".join(parts).partition(b"\n")
        with contextlib.suppress(ValueError):
            return json.loads(line)
        return {}  # cut off by a reboot

    def _receive(self, deadline: float) -> bytes:
        self._agent.settimeout(max(deadline - time.monotonic(), _POLL_SECONDS))
        chunk = self._agent.recv(_RECEIVE_BYTES)
        if not chunk:
            raise GuestError(f"QEMU ended\n{self.console()}")
        return chunk

    def _expect_alive(self) -> None:
        if self._process.poll() is not None:
            self._reader.join()
            raise GuestError(f"QEMU ended with {self._process.returncode}\n{self.console()}")


def _process(command: list[str]) -> subprocess.Popen:
    """The kernel kills it when this process ends, also when this process is killed."""
    return subprocess.Popen(["setpriv", "--pdeathsig=KILL", *command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, errors="replace")


def _command(image: GuestImage, disk: Path, agent: Path) -> list[str]:
    return [*_MACHINE, "-kernel", str(image.kernel), "-initrd", str(image.initrd), "-append", _KERNEL_ARGUMENTS,
            "-drive", f"file={disk},format=qcow2,if=virtio,cache=unsafe",
            "-chardev", f"socket,id=agent,path={agent},server=on,wait=off",
            "-device", "virtio-serial", "-device", "virtserialport,chardev=agent,name=agent"]
