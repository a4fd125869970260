"""A Debian system booted by systemd as PID 1, in namespaces of its own, with Docker as a service of that system.

    with BootedSystem(roots.bookworm()) as system:
        system.run("systemctl", "start", "docker")
        system.path("/etc/docker/daemon.json").write_text("{}")

The root tree is the lowest layer of an overlay, so it never changes. The topmost layer is a tmpfs of the system's own mount
namespace: all that the system writes is gone when it ends. See sandbox.py for how it ends.

Differences from a host: no cgroup controller (MemoryMax= and TasksMax= have no effect), no kernel modules, no AppArmor,
/sys and the settings in /proc/sys are read-only except those of the network.
"""

import contextlib
import json
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from engine import holds_sys_resource, runc_wrapper
from sandbox import Sandbox

Answer = TypeVar("Answer")

_BOOT_DEADLINE_SECONDS = 120
_COMMAND_DEADLINE_SECONDS = 120
_DEADLINE_SECONDS = 60  # of what takes a moment on an idle machine
_POLL_SECONDS = 0.05
_LOG_TAIL_LINES = 25
_RUNC = "usr/sbin/runc"

_ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/root"}
_NAMESPACES = ["--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup"]

# They would ask for the network, or fail because they set up the kernel.
_MASKED_UNITS = ["apt-daily.timer", "apt-daily-upgrade.timer", "auditd.service", "e2scrub_all.timer", "fstrim.timer"]

# Runs in new namespaces, as PID 1. $1: the lower layers; $2: the mount point of the writable layer.
_BOOT = r"""
mount -t tmpfs -o mode=755 lab "$2"
cd "$2"
mkdir upper work root docker containerd
mount -t overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" lab root
cd root
mount -t proc -o nosuid,nodev,noexec proc proc
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs sys
mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755,nosuid,nodev tmpfs run
mount -t tmpfs -o mode=755,nosuid,noexec tmpfs dev
(umask 0
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/zero c 1 5
mknod -m 666 dev/full c 1 7
mknod -m 666 dev/random c 1 8
mknod -m 666 dev/urandom c 1 9
mknod -m 666 dev/tty c 5 0)
mkdir dev/pts dev/shm dev/mqueue
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
ln -s pts/ptmx dev/ptmx
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs dev/shm
mount -t mqueue mqueue dev/mqueue
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
# Most settings are the machine's, not the namespace's.
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount --bind proc/sys/net proc/sys/net
mount -o remount,bind,rw proc/sys/net
# An overlay file system cannot be the upper layer of another one.
mkdir -p var/lib/docker var/lib/containerd
mount --bind ../docker var/lib/docker
mount --bind ../containerd var/lib/containerd
pivot_root . mnt
umount --lazy /mnt
exec env --ignore-environment container=lxc /lib/systemd/systemd
"""


class BootedSystemError(Exception):
    pass


class BootedSystem:
    """Boots when the block begins. Every process and file of the system is gone when it ends."""

    def __init__(self, root: Path, directory: str | None = None):
        self._root = root
        self._sandbox = Sandbox(directory)
        self._log = self._sandbox.directory / "console.log"
        self.pid = 0  # of systemd, outside of its own namespace

    def __enter__(self) -> "BootedSystem":
        try:
            self._boot()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        self._sandbox.close()

    def run(self, *argv: str, input: str | bytes = b"", check: bool = True) -> subprocess.CompletedProcess:
        """Runs argv as root in the system, with a clean environment, and returns what it printed as text."""
        given = input.encode() if isinstance(input, str) else input
        done = subprocess.run([*self._enter(), *argv], env=_ENVIRONMENT, input=given, capture_output=True,
                              timeout=_COMMAND_DEADLINE_SECONDS, check=False)
        done.stdout, done.stderr = (output.decode(errors="replace") for output in (done.stdout, done.stderr))
        if check and done.returncode:
            raise BootedSystemError(f"{' '.join(argv)}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def path(self, path: str) -> Path:
        """A file of the system, as the tests' process reaches it. A symbolic link with an absolute target leads elsewhere."""
        return Path(f"/proc/{self.pid}/root") / path.lstrip("/")

    def write(self, path: str, text: str, mode: int = 0o644) -> None:
        """A file of root's, in folders that are made when missing."""
        file = self.path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(mode)

    def install(self, package: Path) -> None:
        """With apt, from the file alone: its dependencies must be in the root tree."""
        name = f"/root/{package.name}"
        self.path(name).write_bytes(package.read_bytes())
        self.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", name)

    def systemctl(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
        return self.run("systemctl", *arguments, check=check)

    def unit(self, name: str, *properties: str) -> dict[str, str]:
        """Properties of a unit, as `systemctl show` names them."""
        shown = self.systemctl("show", name, f"--property={','.join(properties)}").stdout
        return dict(line.split("=", 1) for line in shown.splitlines())

    def journal(self, unit: str, *arguments: str) -> list[dict]:
        """The unit's journal entries, oldest first; `arguments` are those of journalctl."""
        read = self.run("journalctl", "--quiet", "--unit", unit, "--output=json", "--all", "--no-pager", *arguments, check=False)
        if read.stderr:  # the exit status is 1 also where no entry matches
            raise BootedSystemError(f"journalctl: {read.stderr}")
        return [json.loads(line) for line in read.stdout.splitlines()]

    def eventually(self, condition: Callable[[], Answer], what: str, seconds: float = _DEADLINE_SECONDS) -> Answer:
        """Returns the first true answer of `condition`."""
        deadline = time.monotonic() + seconds
        while not (answer := condition()):
            if time.monotonic() > deadline:
                raise BootedSystemError(f"not within {seconds} s: {what}")
            time.sleep(_POLL_SECONDS)
        return answer

    def _boot(self) -> None:
        writable = self._sandbox.directory / "writable"
        writable.mkdir()
        boot = ["unshare", "--pid", "--fork", "--uts", "--ipc", "--cgroup",
                "sh", "-ec", _BOOT, "sh", f"{self._settings()}:{self._root}", str(writable)]
        process = self._sandbox.spawn(boot, log=self._log, env=_ENVIRONMENT)
        self.pid = self.eventually(lambda: self._systemd(process), "systemd starts")
        self.eventually(lambda: self._state(process) in ("running", "degraded"), "systemd has booted", _BOOT_DEADLINE_SECONDS)

    def _settings(self) -> Path:
        """The layer above the root tree: what must be in place before systemd starts."""
        layer = self._sandbox.directory / "settings"
        units = layer / "etc/systemd/system"
        units.mkdir(parents=True)
        (layer / "etc/hostname").write_text("booted\n")
        for unit in _MASKED_UNITS:
            (units / unit).symlink_to("/dev/null")
        if not holds_sys_resource() and (self._root / _RUNC).exists():
            self._wrap_runc(layer)
        return layer

    def _wrap_runc(self, layer: Path) -> None:
        """In the runtime's own place, so that the API says "runc" as on any host."""
        wrapper, real = layer / _RUNC, layer / "usr/libexec/runc"
        for file in (wrapper, real):
            file.parent.mkdir(parents=True)
        shutil.copy2(self._root / _RUNC, real)
        wrapper.write_text(runc_wrapper(Path("/usr/libexec/runc")))
        wrapper.chmod(0o755)

    def _systemd(self, process: subprocess.Popen) -> int:
        """Its process id, or 0 as long as its parent is still preparing the root."""
        self._assert_runs(process)
        for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            with contextlib.suppress(FileNotFoundError):  # it has just ended: its parent follows
                if Path(f"/proc/{child}/comm").read_text() == "systemd\n":
                    return int(child)
        return 0

    def _state(self, process: subprocess.Popen) -> str:
        self._assert_runs(process)
        return self.systemctl("is-system-running", check=False).stdout.strip()

    def _assert_runs(self, process: subprocess.Popen) -> None:
        if process.poll() is not None:
            tail = "\n".join(self._log.read_text(errors="replace").splitlines()[-_LOG_TAIL_LINES:])
            raise BootedSystemError(f"systemd ended with {process.returncode}:\n{tail}")

    def _enter(self) -> list[str]:
        """In a cgroup of the sandbox's, so that whatever the command starts ends with the system."""
        join = 'echo $$ >"$1" && shift && exec "$@"'
        return ["sh", "-ec", join, "sh", str(self._sandbox.cgroup_procs("commands")),
                "nsenter", f"--target={self.pid}", *_NAMESPACES, "--root", "--wd"]
