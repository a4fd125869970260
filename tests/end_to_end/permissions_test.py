"""Without the capabilities that the unit holds, what they read is unknown: never a pass, and nothing else changes."""

import json
import os
import shutil
import subprocess

import pytest
from programs import PLIMSOLL, audit, write_policy

_NOBODY = 65534


@pytest.fixture
def audit_of_nobody(engine):
    """As the drop-in without-host-facts.conf leaves it: no capability, and the group of the engine's socket."""
    program = engine.files / "plimsoll"
    shutil.copy(PLIMSOLL, program)
    policy = write_policy(engine.files)
    policy.chmod(0o644)
    group = engine.socket.stat().st_gid
    done = subprocess.run(
        ["setpriv", f"--reuid={_NOBODY}", f"--regid={group}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all",
         program, "audit", f"--engine=unix://{engine.socket}", f"--policy={policy}", "-o", "json"],
        env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)["results"]


def by_subject(results: list[dict]) -> dict[tuple[str, str, str], dict]:
    return {(result["rule"], result["subject"]["kind"], result["subject"]["identity"]): result for result in results}


def test_what_cannot_be_read_is_unknown_and_says_why(engine, built_in_policy, audit_of_nobody):
    as_root = by_subject(json.loads(audit(engine.socket, built_in_policy, "-o", "json").stdout)["results"])
    as_nobody = by_subject(audit_of_nobody)
    assert as_nobody.keys() == as_root.keys()
    changed = {key: (as_root[key]["verdict"], result["verdict"], result["cause"]) for key, result in as_nobody.items()
               if result["verdict"] != as_root[key]["verdict"]}
    assert {rule for rule, _, _ in changed} >= {"containerd-socket-permissions", "image-setuid-file"}
    assert {cause for _, verdict, cause in changed.values() if verdict == "unknown"} == {"no_permission"}
    assert {verdict for _, verdict, _ in changed.values()} == {"unknown"}, changed
