"""The disk of a QEMU guest: a root tree of roots.py with the agent of guest_agent.py, as an ext4 image.

No loop device is needed: mke2fs fills the image from a directory. The image is kept beside the tree and never written
to again; guests use overlays of it.
"""

import fcntl
import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import roots

_SIZE = "6G"  # sparse
_AGENT = Path(__file__).with_name("guest_agent.py")
_AGENT_IN_GUEST = "usr/local/sbin/guest-agent"
_UNIT = f"""
[Unit]
Description=Runs commands for the host of this guest
# It answers also in emergency mode and until the very end of a shutdown.
DefaultDependencies=no
StartLimitIntervalSec=0

[Service]
ExecStart=/{_AGENT_IN_GUEST}
Restart=always
TasksMax=infinity
OOMScoreAdjust=-1000
"""
_UNIT_FILE = "etc/systemd/system/guest-agent.service"
_WANTED = "etc/systemd/system/sysinit.target.wants/guest-agent.service"
_FILES = {
    _UNIT_FILE: _UNIT,
    "etc/fstab": "/dev/vda / ext4 defaults 0 1\n",
    "etc/hostname": "guest\n",
    "etc/hosts": "127.0.0.1 localhost guest\n",
}


@dataclass(frozen=True)
class GuestImage:
    disk: Path
    kernel: Path
    initrd: Path


def bookworm() -> GuestImage:
    """Debian 12. The first call makes the image, or makes it again if the tree or the agent changed."""
    tree = roots.bookworm()
    disk, stamp = tree.with_name("bookworm-guest.img"), tree.with_name("bookworm-guest.stamp")
    wanted = _fingerprint(tree)
    with tree.with_name("bookworm-guest.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (disk.exists() and stamp.exists() and stamp.read_text() == wanted):
            stamp.unlink(missing_ok=True)
            _make(tree, disk)
            stamp.write_text(wanted)
    return GuestImage(disk, _only(tree, "vmlinuz-*"), _only(tree, "initrd.img-*"))


def _fingerprint(tree: Path) -> str:
    """Of all that the image is made from; a tree that is made again is another directory."""
    made_from = Path(__file__).read_bytes() + _AGENT.read_bytes()
    return f"{tree.stat().st_ino} {tree.stat().st_ctime_ns} {hashlib.sha256(made_from).hexdigest()}\n"


def _only(tree: Path, pattern: str) -> Path:
    found, = (tree / "boot").glob(pattern)
    return found


def _make(tree: Path, disk: Path) -> None:
    copy = tree.with_name("bookworm-guest.unfinished")
    shutil.rmtree(copy, ignore_errors=True)
    try:
        # Hard links: the copy takes a second. Files that are added replace links, so the tree stays as it is.
        _run("cp", "--archive", "--link", tree, copy)
        _add_agent(copy)
        disk.unlink(missing_ok=True)
        _run("truncate", f"--size={_SIZE}", disk)
        _run("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=1,lazy_journal_init=1", "-d", copy, disk)
    finally:
        shutil.rmtree(copy)


def _add_agent(copy: Path) -> None:
    for name, text in _FILES.items():
        _write(copy / name, text, 0o644)
    _write(copy / _AGENT_IN_GUEST, _AGENT.read_text(), 0o755)
    (copy / _WANTED).parent.mkdir(parents=True, exist_ok=True)
    (copy / _WANTED).symlink_to(f"/{_UNIT_FILE}")


def _write(path: Path, text: str, mode: int) -> None:
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)


def _run(*command) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}")
