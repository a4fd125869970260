"""One engine with every case on it, and one plimsolld that audits it, for the whole session.

ctest runs each file in a session of its own; they share the engine of shared_engine.py.
"""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lab"))

import scene  # noqa: E402
from cases import CASES  # noqa: E402
from engine import DockerEngine, SharedDockerEngine  # noqa: E402
from programs import Daemon, write_policy  # noqa: E402


@pytest.fixture(scope="session")
def engine():
    if shared := os.environ.get("PLIMSOLL_TEST_ENGINE"):
        yield SharedDockerEngine(Path(Path(shared).read_text().strip()))
        return
    with DockerEngine() as engine:
        scene.set_up(engine, CASES)
        yield engine


@pytest.fixture(scope="session")
def daemon(engine, tmp_path_factory):
    with Daemon(tmp_path_factory.mktemp("plimsolld"), engine.socket) as daemon:
        yield daemon.await_ready()


@pytest.fixture(scope="session")
def built_in_policy(tmp_path_factory):
    """A file that changes nothing: what /etc/plimsoll of this machine holds must not matter."""
    return write_policy(tmp_path_factory.mktemp("policy"))


@pytest.fixture
def container(engine):
    """Starts containers that are gone after the test."""
    started = []

    def start(name: str, *arguments: str) -> None:
        started.append(name)
        engine.docker("run", "--detach", f"--name={name}", *arguments)

    yield start
    remaining = set(engine.docker("ps", "--all", "--format={{.Names}}").split())
    if left := remaining & set(started):
        engine.docker("rm", "--force", *left)
