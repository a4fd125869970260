"""An upgrade in place, then a removal."""

from installed import UNITS
from package import deb, newer

POLICY = "/etc/plimsoll/policy.yaml"
OPERATORS_LINE = "# the operator's own line"


def test_an_upgrade_keeps_the_operators_policy_and_runs_the_new_program(service, tmp_path):
    before = service.pid()
    service.run("sh", "-ec", f'echo "{OPERATORS_LINE}" >>{POLICY}')
    service.install(newer(deb(), tmp_path))
    service.await_well()
    assert service.pid() != before
    assert OPERATORS_LINE in service.run("cat", POLICY).stdout
    assert service.run("readlink", f"/proc/{service.pid()}/exe").stdout == "/usr/bin/plimsolld\n"


def test_after_it_was_removed_containers_run_and_no_unit_is_left(service):
    containers = service.run("docker", "ps", "--quiet").stdout
    service.remove()
    assert [service.property("LoadState", unit) for unit in UNITS] == ["not-found", "not-found"]
    assert "plimsolld" not in service.run("sh", "-c", "readlink /proc/[0-9]*/exe", check=False).stdout
    assert service.run("docker", "ps", "--quiet").stdout == containers
    assert OPERATORS_LINE in service.run("cat", POLICY).stdout
