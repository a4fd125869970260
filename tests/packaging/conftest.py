"""The Debian package that `./dev package` built, and what is in it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "tests/lab"))


@pytest.fixture(scope="session")
def deb() -> Path:
    folder = Path(os.environ["PLIMSOLL_BUILD"]).resolve().parent / "package"
    (package,) = folder.glob("plimsoll_*.deb")  # made by ./dev package; ./dev test makes it if it is missing or old
    return package


@pytest.fixture(scope="session")
def unpacked(deb, tmp_path_factory) -> Path:
    """The files of the package."""
    root = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["dpkg-deb", "--extract", deb, root], check=True)
    return root
