"""The Debian package that `./dev package` built, and what is in it."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "tests/lab"))

import package  # noqa: E402


@pytest.fixture(scope="session")
def deb() -> Path:
    return package.deb()


@pytest.fixture(scope="session")
def unpacked(deb, tmp_path_factory) -> Path:
    """The files of the package."""
    root = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["dpkg-deb", "--extract", deb, root], check=True)
    return root
