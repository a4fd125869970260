"""The Debian package by itself: names, modes, dependencies, sizes. round_trip_test.py installs it."""

import re
import stat
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAMS = ["usr/bin/plimsoll", "usr/bin/plimsolld"]
MAXIMUM_INSTALLED_KIB = 12 * 1000 * 1000 // 1024

# Sonames that Debian 12, Debian 13 and Ubuntu 24.04 share. The version numbers of others change with each release.
SHARED_SONAMES = {"libc.so.6", "libcrypto.so.3", "libcurl.so.4", "libgcc_s.so.1", "libm.so.6",
                  "libprometheus-cpp-core.so.1.0", "libstdc++.so.6", "libsystemd.so.0", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}


def output(*command) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def field(deb: Path, name: str) -> str:
    return output("dpkg-deb", "--field", deb, name).strip()


def everything(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if not path.is_symlink()]


def test_the_version_is_that_of_the_tree(deb):
    assert field(deb, "Version") == output(REPOSITORY / "cmake/version.sh").strip()
    assert deb.name == f"plimsoll_{field(deb, 'Version')}_{output('dpkg', '--print-architecture').strip()}.deb"


def test_lintian_finds_no_error_and_no_warning(deb):
    found = subprocess.run(["lintian", "--fail-on", "error,warning", "--allow-root", deb], capture_output=True, text=True)
    assert (found.returncode, found.stdout) == (0, "")


def test_what_an_operator_edits_is_a_conffile_and_nothing_else_is(deb):
    conffiles = output("dpkg-deb", "--info", deb, "conffiles").split()
    assert conffiles == ["/etc/plimsoll/plimsoll.yaml", "/etc/plimsoll/policy.yaml"]


def test_it_needs_no_library_that_only_one_release_has(unpacked):
    for program in PROGRAMS:
        needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "--dynamic", unpacked / program)))
        assert needed and needed <= SHARED_SONAMES


def test_it_depends_on_no_library_that_only_one_release_has(deb):
    libraries = set(re.findall(r"\blib[\w.+-]+", field(deb, "Depends")))
    assert libraries <= {"libc6", "libcurl4", "libgcc-s1", "libprometheus-cpp-core1.0", "libssl3", "libstdc++6", "libsystemd0"}


def test_it_is_small_once_installed(deb):
    assert int(field(deb, "Installed-Size")) <= MAXIMUM_INSTALLED_KIB


def test_the_programs_are_stripped(unpacked):
    for program in PROGRAMS:
        assert ".debug_info" not in output("readelf", "--sections", "--wide", unpacked / program)


def test_everything_is_roots_and_nobody_else_may_write_it(deb):
    for line in output("dpkg-deb", "--contents", deb).splitlines():
        mode, owner, *_ = line.split()
        assert owner == "root/root" and (mode[0] == "l" or mode[5] + mode[8] == "--"), line


def test_only_programs_may_be_executed(unpacked):
    executable = {
        str(path.relative_to(unpacked)) for path in everything(unpacked) if path.is_file() and path.stat().st_mode & stat.S_IXUSR
    }
    assert executable == set(PROGRAMS)


@pytest.mark.parametrize("program", ["plimsoll", "plimsolld"])
def test_a_program_tells_the_packages_version(deb, unpacked, program):
    assert output(unpacked / "usr/bin" / program, "--version") == f"{program} {field(deb, 'Version')}\n"


def test_it_has_a_changelog_a_copyright_and_units(unpacked):
    names = {str(path.relative_to(unpacked)) for path in everything(unpacked)}
    assert {"usr/share/doc/plimsoll/changelog.gz", "usr/share/doc/plimsoll/copyright"} <= names
    assert {"plimsolld.service", "plimsolld.socket"} <= {name.rsplit("/", 1)[-1] for name in names}


@pytest.mark.parametrize("script", ["postinst", "prerm", "postrm"])
def test_a_maintainer_script_is_one_that_sh_understands(deb, script):
    text = output("dpkg-deb", "--info", deb, script)
    assert text.startswith("#!/bin/sh\nset -e\n")
    subprocess.run(["sh", "-n"], input=text, text=True, check=True)
