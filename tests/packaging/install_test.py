"""What `cmake --install` puts where."""

import os
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

PROGRAMS = ["usr/bin/plimsoll", "usr/bin/plimsolld"]
FILES = {
    "usr/lib/systemd/system/plimsolld.service": "systemd/plimsolld.service",
    "usr/lib/systemd/system/plimsolld.socket": "systemd/plimsolld.socket",
    "usr/lib/sysusers.d/plimsoll.conf": "systemd/sysusers.d/plimsoll.conf",
    "usr/lib/tmpfiles.d/plimsoll.conf": "systemd/tmpfiles.d/plimsoll.conf",
    "etc/plimsoll/plimsoll.yaml": "config/plimsoll.yaml",
    "etc/plimsoll/policy.yaml": "config/policy.yaml",
    "usr/share/plimsoll/prometheus/plimsoll.rules.yml": "config/prometheus/plimsoll.rules.yml",
    "usr/share/plimsoll/prometheus/prometheus.example.yml": "config/prometheus/prometheus.example.yml",
    "usr/share/doc/plimsoll/README.md": "README.md",
    "usr/share/doc/plimsoll/rules.md": "docs/rules.md",
    "usr/share/doc/plimsoll/alerts.md": "docs/alerts.md",
    "usr/share/doc/plimsoll/coverage.md": "docs/coverage.md",
    "usr/share/doc/plimsoll/without-host-facts.conf": "systemd/without-host-facts.conf",
}


def install(root: Path) -> None:
    subprocess.run(
        [os.environ["CMAKE"], "--install", os.environ["PLIMSOLL_BUILD"], "--prefix", "/usr"],
        env={**os.environ, "DESTDIR": str(root)},
        stdout=subprocess.DEVNULL,
        check=True,
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    directory = tmp_path_factory.mktemp("root")
    install(directory)
    return directory


def test_nothing_but_what_is_listed_is_installed(root):
    installed = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    assert installed == {*PROGRAMS, *FILES}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_starts(root, program):
    version = subprocess.run([root / program, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("plimsoll")


@pytest.mark.parametrize("installed, source", FILES.items())
def test_a_file_is_the_repositorys_and_only_root_may_write_it(root, installed, source):
    assert (root / installed).read_bytes() == (REPOSITORY / source).read_bytes()
    assert (root / installed).stat().st_mode & 0o777 == 0o644


def test_installing_again_keeps_what_the_operator_wrote(tmp_path):
    policy = tmp_path / "etc/plimsoll/policy.yaml"
    policy.parent.mkdir(parents=True)
    policy.write_text("policy: v1\n")
    install(tmp_path)
    assert policy.read_text() == "policy: v1\n"
    assert (tmp_path / "etc/plimsoll/plimsoll.yaml").is_file()


def test_what_the_unit_starts_is_installed(root):
    started = [
        line.partition("=")[2].split()[0]
        for line in (root / "usr/lib/systemd/system/plimsolld.service").read_text().splitlines()
        if line.startswith("Exec") and "plimsoll" in line
    ]
    assert started and all((root / path.lstrip("/")).is_file() for path in started)


def test_the_example_reads_the_rules_that_are_installed(root):
    example = (root / "usr/share/plimsoll/prometheus/prometheus.example.yml").read_text()
    assert "- /usr/share/plimsoll/prometheus/plimsoll.rules.yml\n" in example
