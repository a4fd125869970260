"""A guest of its own, with the service installed and two containers; each test begins with a service that is well."""

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "lab"), str(TESTS / "end_to_end")]

import guest_image  # noqa: E402
import guest_scene  # noqa: E402
from engine import BASE_IMAGE  # noqa: E402
from guest import Guest  # noqa: E402
from installed import UNITS, Installed, eventually  # noqa: E402
from package import deb  # noqa: E402


class Service(Installed):
    """The installed service, and what tests ask about it."""

    def pid(self) -> str:
        return self.property("MainPID")

    def is_well(self) -> bool:
        """It runs, says that it is well and judges the container that runs."""
        return self.status().returncode == 0 and self.violates("kept", "privileged")

    def await_well(self) -> None:
        eventually(self.is_well, "plimsoll is well")

    def violates(self, container: str, rule: str) -> bool:
        return any(result["verdict"] == "violation" and result["subject"]["name"] == container and result["rule"] == rule
                   for result in self.report()["results"])

    def write_policy(self, name: str, text: str) -> None:
        self.run("install", "-D", "--mode=0644", "/dev/stdin", f"/etc/plimsoll/policy.d/{name}.yaml", input=text)

    def remove_policies(self) -> None:
        self.run("rm", "--recursive", "--force", "/etc/plimsoll/policy.d")
        self.run("systemctl", "reload", "plimsolld")


@pytest.fixture(scope="session")
def guest():
    with Guest(guest_image.bookworm()) as guest:
        guest_scene.import_image(guest)
        guest.run("docker", "run", "--detach", "--name=kept", "--restart=always", "--privileged", BASE_IMAGE)
        guest.run("docker", "run", "--detach", "--name=left", BASE_IMAGE)
        yield guest


@pytest.fixture(scope="session")
def installed(guest):
    service = Service(guest)
    service.install(deb())
    return service


@pytest.fixture
def service(installed):
    installed.run("systemctl", "start", *UNITS)
    installed.await_well()
    return installed
