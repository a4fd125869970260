"""The Debian package under test. `./dev package` makes it; `./dev test` makes it if it is missing or old."""

import os
import subprocess
from pathlib import Path

_FOLDER = "package"  # beside the folder of the build


def deb() -> Path:
    (package,) = (Path(os.environ["PLIMSOLL_BUILD"]).resolve().parent / _FOLDER).glob("plimsoll_*.deb")
    return package


def newer(package: Path, folder: Path) -> Path:
    """The same package with a higher version, made in `folder`."""
    tree = folder / "tree"
    subprocess.run(["dpkg-deb", "--raw-extract", package, tree], check=True)
    control = tree / "DEBIAN/control"
    control.write_text(control.read_text().replace("\nVersion: ", "\nVersion: 99:"))
    made = folder / "plimsoll_newer.deb"
    build = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, made]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    return made
