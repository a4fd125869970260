"""One guest with plimsoll installed and the containers running, for the whole session."""

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "lab"), str(TESTS / "end_to_end")]

import guest_image  # noqa: E402
import guest_scene  # noqa: E402
from guest import Guest  # noqa: E402
from installed import Installed  # noqa: E402
from package import deb  # noqa: E402


@pytest.fixture(scope="session")
def guest():
    with Guest(guest_image.bookworm()) as guest:
        guest_scene.set_up(guest)
        yield guest


@pytest.fixture(scope="session")
def plimsoll(guest):
    """As the README installs it, and running."""
    plimsoll = Installed(guest)
    plimsoll.install(deb())
    return plimsoll


@pytest.fixture(scope="session")
def audit(plimsoll):
    """The report of an audit as root, beside the daemon."""
    return plimsoll.audit()


@pytest.fixture(scope="session")
def differences(plimsoll):
    """Between the daemon and an audit as root beside it, once the daemon has caught up."""
    return plimsoll.differences_from_audit()


@pytest.fixture(scope="session")
def known(plimsoll, differences):
    """The daemon's report, when it has caught up."""
    return plimsoll.report()
