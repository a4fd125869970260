"""What `cmake --install` puts where."""

import os
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

PROGRAMS = ["usr/bin/plimsoll", "usr/bin/plimsolld"]
DOCUMENTS = [str(page.relative_to(REPOSITORY)) for page in (REPOSITORY / "docs").glob("*.md")]
FILES = {
    "usr/lib/systemd/system/plimsolld.service": "systemd/plimsolld.service",
    "usr/lib/systemd/system/plimsolld.socket": "systemd/plimsolld.socket",
    "usr/lib/sysusers.d/plimsoll.conf": "systemd/sysusers.d/plimsoll.conf",
    "usr/lib/tmpfiles.d/plimsoll.conf": "systemd/tmpfiles.d/plimsoll.conf",
    "etc/plimsoll/plimsoll.yaml": "config/plimsoll.yaml",
    "etc/plimsoll/policy.yaml": "config/policy.yaml",
    "usr/share/plimsoll/prometheus/plimsoll.rules.yml": "config/prometheus/plimsoll.rules.yml",
    "usr/share/plimsoll/prometheus/prometheus.example.yml": "config/prometheus/prometheus.example.yml",
    **{f"usr/share/doc/plimsoll/{page}": page for page in ["README.md", "SECURITY.md", *DOCUMENTS]},
    "usr/share/doc/plimsoll/without-host-facts.conf": "systemd/without-host-facts.conf",
}
GENERATED = [
    "usr/share/bash-completion/completions/plimsoll",
    "usr/share/bash-completion/completions/plimsolld",
    "usr/share/man/man1/plimsoll.1",
    "usr/share/man/man5/plimsoll-policy.5",
    "usr/share/man/man5/plimsoll.yaml.5",
    "usr/share/man/man8/plimsolld.8",
    "usr/share/zsh/vendor-completions/_plimsoll",
    "usr/share/zsh/vendor-completions/_plimsolld",
]


def install(root: Path | None, *options: str, prefix: str = "/usr") -> None:
    subprocess.run(
        [os.environ["CMAKE"], "--install", os.environ["PLIMSOLL_BUILD"], "--prefix", prefix, *options],
        env={**os.environ, **({"DESTDIR": str(root)} if root else {})},
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
    assert installed == {*PROGRAMS, *FILES, *GENERATED}


def test_the_folder_for_the_operators_policies_is_there(root):
    assert (root / "etc/plimsoll/policy.d").is_dir()


def test_the_documents_lead_to_the_alerts(root):
    link = root / "usr/share/doc/plimsoll/config/prometheus"
    assert link.is_symlink() and (link / "plimsoll.rules.yml").is_file()


def test_another_prefix_has_a_configuration_of_its_own(tmp_path):
    install(tmp_path, prefix="/opt/plimsoll")
    assert (tmp_path / "opt/plimsoll/etc/plimsoll/policy.yaml").is_file()
    assert not (tmp_path / "etc").exists()


def test_the_prefix_itself_may_be_elsewhere(tmp_path):
    install(None, prefix=f"{tmp_path}/usr")
    assert (tmp_path / "usr/bin/plimsolld").is_file()
    assert (tmp_path / "usr/etc/plimsoll/policy.yaml").is_file()


def test_installed_programs_can_be_stripped(tmp_path):
    install(tmp_path, "--strip")
    sections = subprocess.run(["readelf", "--sections", "--wide", tmp_path / PROGRAMS[0]], capture_output=True, text=True, check=True)
    assert ".debug_info" not in sections.stdout


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
