"""The service while its host changes: engine restart, full disk, clock jump, reboot."""

import datetime

import pytest
from installed import UNITS, eventually

WAIVER = """policy: v1
waivers:
  - rule: memory-limit-missing
    container: kept
    reason: "A test of it"
    owner: tests@corp.example
    expires: {expires}
"""

# Takes every free block of the root file system, those that are kept for root included, without writing them.
FILL = """
import os
file = os.open("/filler", os.O_CREAT | os.O_WRONLY)
size, end = 1 << 32, 0
while size >= 4096:
    try:
        os.posix_fallocate(file, end, size)
        end += size
    except OSError:
        size //= 2
"""


@pytest.fixture
def full_disk(service):
    service.run("python3", "-c", FILL)
    yield service
    service.run("rm", "/filler")


@pytest.fixture
def waived(service):
    """A finding that is waived for twenty days from now."""
    expires = datetime.date.today() + datetime.timedelta(days=20)
    service.write_policy("waiver", WAIVER.format(expires=expires))
    service.run("systemctl", "reload", "plimsolld")
    eventually(lambda: is_waived(service), "the waiver is in force")
    yield service
    service.remove_policies()


def is_waived(service) -> bool:
    found, = (result["waived"] for result in service.report()["results"]
              if (result["subject"]["name"], result["rule"]) == ("kept", "memory-limit-missing"))
    return found


def shift_clock(service, days: int) -> None:
    service.run("date", f"--set={days:+d} days")


def free_bytes(service) -> int:
    return int(service.run("df", "--output=avail", "--block-size=1", "/").stdout.split()[1])


def running(service) -> set[str]:
    return set(service.run("docker", "ps", "--format={{.Names}}").stdout.split())


def test_it_outlives_a_restart_of_the_engine(service):
    before, lost = service.pid(), len(service.events("engine.lost") + service.events("events.lost"))
    service.run("systemctl", "restart", "docker")
    service.await_well()
    assert len(service.events("engine.lost") + service.events("events.lost")) > lost
    assert service.pid() == before


def test_a_full_disk_stops_no_audit(full_disk):
    assert free_bytes(full_disk) == 0
    before, audited = full_disk.pid(), full_disk.report()["audited_at"]
    eventually(lambda: full_disk.report()["audited_at"] > audited, "an audit with a full disk")
    assert full_disk.is_well()
    assert full_disk.pid() == before


def test_a_clock_that_jumps_ends_a_waiver_and_nothing_else(waived):
    before = waived.pid()
    shift_clock(waived, 40)
    try:
        eventually(lambda: not is_waived(waived), "the waiver has expired")
        waived.await_well()
    finally:
        shift_clock(waived, -40)
    eventually(lambda: is_waived(waived), "the waiver is in force again")
    waived.await_well()
    assert waived.pid() == before


def test_it_is_there_after_a_reboot_with_the_containers_that_restart(guest, service):
    guest.reboot()
    assert [service.property("ActiveState", unit) for unit in UNITS] == ["active", "active"]
    eventually(lambda: running(service) == {"kept"}, "the container that always restarts runs")
    service.await_well()
    differences = service.differences_from_audit()
    assert not differences, "\n".join(differences)
    service.run("docker", "start", "left")
