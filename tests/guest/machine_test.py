"""The guest has the parts that the other tests rely on."""

import json


def test_control_groups_are_version_2_only(guest):
    assert guest.run("stat", "--file-system", "--format=%T", "/sys/fs/cgroup").stdout == "cgroup2fs\n"


def test_the_engine_uses_systemds_control_groups_and_apparmor(guest):
    info = json.loads(guest.run("docker", "info", "--format={{json .}}").stdout)
    assert (info["CgroupDriver"], info["CgroupVersion"]) == ("systemd", "2")
    assert "name=apparmor" in info["SecurityOptions"]


def test_systemd_is_debian_12s(guest):
    assert guest.run("systemctl", "--version").stdout.startswith("systemd 252 ")
    assert "VERSION_CODENAME=bookworm\n" in guest.run("cat", "/etc/os-release").stdout
