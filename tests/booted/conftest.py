"""One booted system with Docker, containers and plimsoll, for the whole session."""

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "lab"), str(TESTS / "end_to_end")]

import roots  # noqa: E402
from booted import BootedSystem  # noqa: E402
from booted_engine import BootedEngine  # noqa: E402
from package import deb  # noqa: E402
from service import PlimsollService  # noqa: E402

# Each has something of its own for the host's side: capabilities, namespaces, mounts, listeners.
CONTAINERS = ("plain", "hardened", "privileged", "cap-sys-ptrace-host-pid", "docker-socket", "host-root-read-only", "etc",
              "host-network", "host-ipc", "host-uts", "seccomp-unconfined", "system-paths-unconfined", "port-everywhere", "volume",
              "user-root-by-name")


@pytest.fixture(scope="session")
def installed():
    with BootedSystem(roots.bookworm()) as system:
        engine = BootedEngine(system)
        engine.import_image()
        engine.docker("network", "create", "lab")
        engine.start(*CONTAINERS)
        system.install(deb())
        yield PlimsollService(system)


@pytest.fixture
def service(installed):
    """As it was installed, and active."""
    installed.reset()
    return installed


@pytest.fixture
def system(service):
    return service.system
