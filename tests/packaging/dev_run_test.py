"""The helpers of `./dev run`: what it prints of a build in a log, and the commands that it names at the end."""

import re
import shlex
import subprocess
from pathlib import Path

_DEV = Path(__file__).resolve().parents[2] / "dev"


def call(function: str, *arguments: str, stdin: str = "") -> str:
    """Runs one function of the script, which itself would start a command."""
    body = re.search(rf"^{function}\(\) {{\n.*?^}}\n", _DEV.read_text(), re.MULTILINE | re.DOTALL).group()
    script = f"set -euo pipefail\n{body}\n{function} {shlex.join(arguments)}"
    return subprocess.run(["bash", "-c", script], input=stdin, capture_output=True, text=True, check=True).stdout


def test_a_log_gets_one_line_for_each_tenth_of_the_build_and_every_other_line():
    build = [f"[{number}/400] Building CXX object {number}.cpp.o" for number in range(1, 401)]
    build.insert(200, "privileged.cpp:3: warning: unused")
    lines = call("one_line_a_tenth", stdin="".join(f"{line}\n" for line in build)).splitlines()
    assert "privileged.cpp:3: warning: unused" in lines
    progress = [line for line in lines if line.startswith("built ")]
    assert len(progress) == len(lines) - 1 == 10
    assert re.fullmatch(r"built 40 of 400 after \d+ s", progress[0])
    assert re.fullmatch(r"built 400 of 400 after \d+ s", progress[-1])


def test_a_build_that_starts_anew_is_told_from_its_start():
    lines = call("one_line_a_tenth", stdin="[1/2] Re-running CMake...\n[40/400] Building\n[80/400] Building\n")
    assert [line.partition(" after")[0] for line in lines.splitlines()] == ["built 1 of 2", "built 40 of 400",
                                                                           "built 80 of 400"]


def test_why_looks_where_the_audit_looked():
    assert call("where_to_look", "--from", "a host.json", "--all") == r"--from a\ host.json"
    assert call("where_to_look", "--engine=unix:///run/docker.sock") == "--engine=unix:///run/docker.sock --live"
    assert call("where_to_look") == "--live"


def test_times_are_one_line():
    assert call("joined", "packages 0 s", "audit 1 s") == "packages 0 s, audit 1 s"
