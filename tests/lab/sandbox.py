"""A process tree with its own mounts and network, which can be ended without a trace.

The kernel does the tidying: mounts, bridges and firewall rules live in namespaces of the tree and die
with its last process. Every process of the tree is found through one cgroup, also those that
daemonise (shims, containers), so that nothing else is ever killed.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

_PREFIX = "plimsoll-lab-"
_KILL_DEADLINE_SECONDS = 20
_RMDIR_DEADLINE_SECONDS = 5
_POLL_SECONDS = 0.02

_ENTER = """
echo $$ >"$LAB_CGROUP_PROCS"
unset LAB_CGROUP_PROCS
ip link set lo up
"""


class Sandbox:
    """Owns one directory, one cgroup and every process in it, until close()."""

    def __init__(self, parent: str | None = None):
        if os.geteuid() != 0:
            raise PermissionError("a sandbox takes root: it makes namespaces, mounts and cgroups")
        parent = parent or "/tmp"
        _sweep(parent)
        self.directory, self._lock = _make_locked_directory(parent)
        self.stray_cgroups: list[str] = []  # of this tree's processes, but outside its cgroup
        self._process: subprocess.Popen | None = None
        self._namespaces: list[int] = []  # of the process that was killed

    def spawn(self, argv: list[str], *, log: Path, env: dict[str, str], setup: str = "") -> subprocess.Popen:
        """Runs argv inside; setup is shell text that runs before it, in the same namespaces."""
        return self._run(["unshare", "--mount", "--net", "--propagation", "private"], setup, argv, log=log, env=env)

    def cgroup_procs(self, name: str) -> Path:
        """The file by which a process joins the cgroup `name` below the tree's own."""
        directory = _cgroup2_root() / self.directory.name / name
        directory.mkdir(parents=True, exist_ok=True)
        return directory / "cgroup.procs"

    def kill(self) -> None:
        """Of the tree only the process that was spawned; what it mounted and configured stays."""
        self._namespaces = [os.open(f"/proc/{self._process.pid}/ns/{kind}", os.O_RDONLY) for kind in ("mnt", "net")]
        self._process.kill()
        self._process.wait()

    def spawn_again(self, argv: list[str], *, log: Path, env: dict[str, str]) -> subprocess.Popen:
        """Where the killed one was; its setup still stands."""
        mount, network = self._namespaces
        enter = ["nsenter", f"--mount=/proc/self/fd/{mount}", f"--net=/proc/self/fd/{network}"]
        process = self._run(enter, "", argv, log=log, env=env, pass_fds=self._namespaces)
        self._forget_namespaces()
        return process

    def close(self) -> None:
        """Kills the tree and removes all it left. Returns when nothing is left."""
        if self._process:
            self._process.kill()  # it may not have reached its cgroup yet
            self._process.wait()
        self._forget_namespaces()
        _remove(self.directory, [self.directory.name, *self.stray_cgroups])
        os.close(self._lock)

    def _run(self, enter: list[str], setup: str, argv: list[str], *, log: Path, env: dict[str, str],
             pass_fds: Sequence[int] = ()) -> subprocess.Popen:
        procs = self.cgroup_procs("engine")
        script = _ENTER + setup + '\nexec "$@"'
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [*enter, "sh", "-ec", script, "sh", *argv],
                env=env | {"LAB_CGROUP_PROCS": str(procs)},
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, pass_fds=pass_fds,
                start_new_session=True)  # Ctrl-C is for the caller, who then closes in order
        return self._process

    def _forget_namespaces(self) -> None:
        while self._namespaces:
            os.close(self._namespaces.pop())


def _make_locked_directory(parent: str) -> tuple[Path, int]:
    """The lock says that the owner lives. Someone's sweep may win the race for a directory not locked yet."""
    while True:
        directory = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        directory.chmod(0o711)  # a remapped root must be able to pass through
        lock = os.open(directory, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if directory.exists():
            return directory, lock
        os.close(lock)


def _sweep(parent: str) -> None:
    """Ends the labs whose owner was killed before it could tidy up."""
    for directory in Path(parent).glob(_PREFIX + "*"):
        try:
            lock = os.open(directory, os.O_RDONLY)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(directory, [directory.name])
        except BlockingIOError:
            pass  # its owner lives
        finally:
            os.close(lock)


def _remove(directory: Path, cgroups: list[str]) -> None:
    for cgroup in cgroups:
        _kill_all(_cgroup2_root() / cgroup)
    for root in cgroup_roots():
        for cgroup in cgroups:
            _remove_cgroups(root / cgroup)
    shutil.rmtree(directory, ignore_errors=True)


def cgroup_roots() -> list[Path]:
    mounts = [line.split() for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    return [Path(fields[4]) for fields in mounts if fields[fields.index("-") + 1] in ("cgroup", "cgroup2")]


def _cgroup2_root() -> Path:
    """The hierarchy by which processes are found; it may stand beside those of version 1."""
    for root in cgroup_roots():
        if (root / "cgroup.procs").exists() and not (root / "tasks").exists():
            return root
    raise RuntimeError("a sandbox takes a cgroup v2 hierarchy: mount one, also beside version 1")


def _kill_all(cgroup: Path) -> None:
    """Kills whoever is in the cgroup or below; the kernel leaves no gap for a fork."""
    if not cgroup.exists():
        return
    (cgroup / "cgroup.kill").write_text("1")
    deadline = time.monotonic() + _KILL_DEADLINE_SECONDS
    while "populated 1" in (cgroup / "cgroup.events").read_text():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{cgroup}: processes survive SIGKILL")
        time.sleep(_POLL_SECONDS)


def _remove_cgroups(top: Path) -> None:
    """A cgroup is busy for a moment after its last process died."""
    deadline = time.monotonic() + _RMDIR_DEADLINE_SECONDS
    for directory, _, _ in os.walk(top, topdown=False):
        while not _remove_cgroup(directory) and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)


def _remove_cgroup(directory: str) -> bool:
    try:
        os.rmdir(directory)
    except FileNotFoundError:
        pass
    except OSError:
        return False
    return True
