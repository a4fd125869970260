"""Root trees of Debian releases, in which tests boot systemd or a virtual machine.

    root = roots.bookworm()  # a Path; made by the first call, shared by all later ones

debootstrap makes each tree once. A tree is made again when its list of packages changes. No test may write
into a tree: boot a copy or an overlay of it. By hand, as root:

    tests/lab/roots.py bookworm trixie  # prints the paths

The trees are in $PLIMSOLL_ROOTS, or beside the build directories, so that all presets share them.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Raise this when the code below makes another tree from the same packages.
_RECIPE = 1

# The programs' own libraries, by release: sonames change between releases.
_BOOKWORM_LIBRARIES = ["libcurl4", "libssl3", "libsystemd0", "libstdc++6", "libprometheus-cpp-core1.0", "zlib1g"]
_TRIXIE_LIBRARIES = ["libcurl4t64", "libssl3t64", "libsystemd0", "libstdc++6", "libprometheus-cpp-core1.0", "zlib1g"]

_SYSTEM = ["systemd", "systemd-sysv", "dbus", "udev", "kmod", "procps", "python3-minimal", "ca-certificates"]
_ENGINE = ["docker.io", "iptables", "busybox-static", "socat"]
_KERNEL = ["linux-image-amd64", "apparmor", "apparmor-utils", "auditd"]  # for a virtual machine

# For a quick dpkg, and for an initramfs of the modules that a virtual machine needs: of all of them it takes ten times as long.
_BEFORE_CONFIGURING = {
    "etc/dpkg/dpkg.cfg.d/unsafe-io": "force-unsafe-io\n",
    "etc/initramfs-tools/conf.d/modules": "MODULES=list\n",
    "etc/initramfs-tools/modules": "virtio_pci\nvirtio_blk\nvirtio_console\next4\n",
}


def bookworm() -> Path:
    """Debian 12 with an engine, and with a kernel for a virtual machine."""
    return _tree("bookworm", _SYSTEM + _ENGINE + _KERNEL + _BOOKWORM_LIBRARIES)


def trixie() -> Path:
    """Debian 13, without an engine."""
    return _tree("trixie", _SYSTEM + _TRIXIE_LIBRARIES)


def _tree(suite: str, packages: list[str]) -> Path:
    directory = _directory()
    tree, stamp = directory / suite, directory / f"{suite}.stamp"
    wanted = json.dumps({"recipe": _RECIPE, "suite": suite, "packages": sorted(packages)}) + "\n"
    with _locked(directory / f"{suite}.lock"):
        if not (tree.is_dir() and stamp.exists() and stamp.read_text() == wanted):
            stamp.unlink(missing_ok=True)
            _make(suite, packages, tree)
            stamp.write_text(wanted)
    return tree


def _directory() -> Path:
    configured = os.environ.get("PLIMSOLL_ROOTS")
    directory = Path(configured) if configured else Path(os.environ["PLIMSOLL_BUILD"]).resolve().parent / "roots"
    directory.mkdir(parents=True, exist_ok=True)
    return directory


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Another process that makes the same tree is waited for. The kernel releases the lock of a killed one."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make(suite: str, packages: list[str], tree: Path) -> None:
    unfinished = tree.with_name(f"{suite}.unfinished")
    for old in (unfinished, tree):
        shutil.rmtree(old, ignore_errors=True)
    try:
        _debootstrap(suite, packages, unfinished)
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"debootstrap of {suite} failed, see {_log(unfinished)}") from error
    unfinished.rename(tree)


def _debootstrap(suite: str, packages: list[str], tree: Path) -> None:
    """In two stages, with files between them that packages read while they are configured. No service starts."""
    cache = tree.parent / "debs"
    cache.mkdir(exist_ok=True)
    _run(["debootstrap", "--foreign", "--variant=minbase", f"--include={','.join(packages)}", f"--cache-dir={cache}",
          suite, str(tree), _mirror()], tree)
    for path, text in _BEFORE_CONFIGURING.items():
        _write(tree / path, text)
    _run(["chroot", str(tree), "/debootstrap/debootstrap", "--second-stage"], tree)
    shutil.rmtree(tree / "var/cache/apt/archives")


def _run(command: list[str], tree: Path) -> None:
    with _log(tree).open("a") as log:
        # The mounts in the tree end with the command, however it ends: nothing may delete files through them.
        subprocess.run(["unshare", "--mount", "--propagation", "private", *command], env=_environment(),
                       stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True)


def _log(tree: Path) -> Path:
    return tree.with_suffix(".log")


def _environment() -> dict[str, str]:
    """Of the caller's only what downloading may need."""
    proxies = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", **proxies}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _mirror() -> str:
    """The mirror from which this machine's own packages come."""
    release = subprocess.run(["sh", "-c", '. /etc/os-release && echo "$VERSION_CODENAME"'], capture_output=True, text=True,
                             check=True).stdout.strip()
    targets = subprocess.run(["apt-get", "indextargets", "--format", "$(RELEASE) $(CODENAME) $(COMPONENT) $(REPO_URI)",
                              "Identifier: Packages"], capture_output=True, text=True, check=True).stdout
    for target in map(str.split, targets.splitlines()):
        if release in target[:-2] and target[-2] == "main":
            return target[-1]
    raise RuntimeError(f"apt's sources name no mirror of {release} main")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print({"bookworm": bookworm, "trixie": trixie}[name]())
