"""What only shows while a container runs, and what only a policy can say."""

import json
import shutil

import pytest
from engine import BASE_IMAGE
from programs import audit, eventually, write_policy

_LIBRARIES = ("--volume=/lib:/lib:ro", "--volume=/lib64:/lib64:ro", "--volume=/usr:/usr:ro")


@pytest.fixture
def verdict(engine, built_in_policy):
    """Of one rule about one container, as its result."""

    def read(name: str, rule: str, policy=built_in_policy) -> dict:
        results = json.loads(audit(engine.socket, policy, "-o", "json").stdout)["results"]
        found, = (result for result in results if (result["subject"]["name"], result["rule"]) == (name, rule))
        return found

    return read


def keys(result: dict) -> list[str]:
    return [item["key"] for item in result["items"]]


def test_an_sshd_is_seen_by_its_program_whatever_it_calls_itself(engine, container, verdict):
    shutil.copy("/usr/bin/sleep", engine.files / "sshd")
    mount = f"--volume={engine.files}/sshd:/opt/sshd:ro"
    container("has-sshd", *_LIBRARIES, mount, BASE_IMAGE, "/opt/sshd", "1000000")
    container("has-its-file", *_LIBRARIES, mount, BASE_IMAGE)
    container("is-called-so", "--hostname=sshd", BASE_IMAGE, "/bin/sleep", "1000000")
    assert keys(verdict("has-sshd", "sshd-running")) == ["sshd"]
    assert verdict("has-its-file", "sshd-running")["verdict"] == "pass"
    assert verdict("is-called-so", "sshd-running")["verdict"] == "pass"


def test_exec_sessions_are_seen_while_they_run(engine, container, verdict):
    container("entered", "--user=1000", BASE_IMAGE)
    assert verdict("entered", "privileged-exec")["verdict"] == verdict("entered", "root-exec")["verdict"] == "pass"
    engine.docker("exec", "--detach", "--privileged", "entered", "/bin/sleep", "1000000")
    assert verdict("entered", "privileged-exec")["verdict"] == "violation"
    assert verdict("entered", "root-exec")["verdict"] == "pass"
    engine.docker("exec", "--detach", "--user=0", "entered", "/bin/sleep", "1000000")
    assert verdict("entered", "root-exec")["verdict"] == "violation"


def test_an_exec_session_that_has_ended_is_no_finding(engine, container, verdict):
    container("was-entered", "--user=1000", BASE_IMAGE)
    engine.docker("exec", "--privileged", "--user=0", "was-entered", "/bin/true")
    assert verdict("was-entered", "privileged-exec")["verdict"] == "pass"
    assert verdict("was-entered", "root-exec")["verdict"] == "pass"


def test_a_container_that_fails_its_check_is_seen(engine, container, verdict):
    container("sick", "--health-cmd=exit 1", "--health-interval=1s", "--health-retries=1", BASE_IMAGE)
    container("well", "--health-cmd=exit 0", "--health-interval=1s", BASE_IMAGE)

    def health(name: str) -> str:
        return engine.docker("inspect", "--format={{.State.Health.Status}}", name)

    eventually(lambda: health("sick") == "unhealthy" and health("well") == "healthy", "the checks have run")
    assert verdict("sick", "container-unhealthy")["verdict"] == "violation"
    assert verdict("well", "container-unhealthy")["verdict"] == "pass"


def test_a_tag_that_moved_is_seen(engine, container, verdict):
    tag = "lab/moves:1"
    engine.docker("tag", BASE_IMAGE, tag)
    container("left-behind", tag)
    assert verdict("left-behind", "image-tag-moved")["verdict"] == "pass"
    engine.docker("build", "--quiet", f"--tag={tag}", "-", stdin=f"FROM {BASE_IMAGE}\nENV BUILD=2\n".encode())
    assert verdict("left-behind", "image-tag-moved")["verdict"] == "violation"


def test_a_policy_says_what_is_expected(container, verdict, tmp_path):
    container("listed", "--publish=127.0.0.1:18443:443", BASE_IMAGE)
    policy = write_policy(tmp_path, """policy: v1
rules:
  container-unlisted: { allow: ["li*"] }
  port-not-expected: { allow: ["18080"] }
""")
    assert verdict("listed", "container-unlisted")["verdict"] == "not_applicable"
    assert verdict("listed", "port-not-expected")["verdict"] == "not_applicable"
    assert verdict("listed", "container-unlisted", policy)["verdict"] == "pass"
    assert verdict("hardened", "container-unlisted", policy)["verdict"] == "violation"
    assert verdict("listed", "port-not-expected", policy)["verdict"] == "violation"
