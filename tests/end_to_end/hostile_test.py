"""An engine that lies, breaks off or hangs about one container, and containers with names made to do harm."""

import json
import re

import pytest
from programs import Daemon, run, violations
from recording import INVALID_UTF8, FakeEngine, Recording

NEIGHBOURS = ["hardened", "privileged"]
HOSTILE = "hostile"
MAX_LOG_LINE_BYTES = 48 << 10

# As a fault of the fake engine.
FAULTS = ["hang", "hang-up", "cut", "no-http", "500"]


def padded(container_id: str) -> bytes:
    return b'{"Id":"%s","Padding":"%s"}' % (container_id.encode(), b"x" * (64 << 20))


def deep(container_id: str) -> bytes:
    return b'{"Id":"%s","Config":%s' % (container_id.encode(), b"[" * 1_000_000)


def of_another(container_id: str) -> bytes:
    return b'{"Id":"%s","Config":{"Id":"%s"}}' % (b"f" * 64, container_id.encode())


def not_an_object(container_id: str) -> bytes:
    return b'["Id","%s",{"Id":"%s"}]' % (container_id.encode(), container_id.encode())


BODIES = {"64 MiB": padded, "a million brackets": deep, "another container": of_another, "a list": not_an_object}


def assert_only_the_hostile_one_is_unjudged(daemon: Daemon) -> None:
    metrics = daemon.await_ready().metrics()
    assert metrics.value("containers", state="unjudged") == 1
    assert metrics.value("containers", state="judged") == len(NEIGHBOURS)
    assert metrics.value("audit_complete") == 0
    assert ("privileged", "privileged") in metrics.open_findings()
    assert violations(daemon.findings())["hardened"] == set()
    assert [gap["subject"]["name"] for gap in daemon.status()["unjudged"]] == [HOSTILE]
    page = daemon.plimsoll("status").stdout
    assert page.index(HOSTILE) < page.index("last audit")


@pytest.fixture
def recording(tmp_path):
    return Recording(tmp_path / "recorded", NEIGHBOURS)


@pytest.mark.parametrize("fault", FAULTS)
def test_one_container_that_cannot_be_asked_blinds_nobody(tmp_path, recording, fault):
    container_id = recording.add_copy("hardened", HOSTILE)
    with FakeEngine(tmp_path, recording, f"/containers/{container_id}/json={fault}") as engine, \
         Daemon(tmp_path, engine.socket, deadline_seconds=1) as daemon:
        assert_only_the_hostile_one_is_unjudged(daemon)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_one_container_that_answers_nonsense_blinds_nobody(tmp_path, recording, body):
    container_id = recording.add_copy("hardened", HOSTILE)
    recording.answer(container_id, body(container_id))
    with FakeEngine(tmp_path, recording) as engine, Daemon(tmp_path, engine.socket) as daemon:
        assert_only_the_hostile_one_is_unjudged(daemon)


NAMES = ['quote"s', "back\\slash", "new\nline", "escape\x1b[31m", "tab\tand\rreturn", "nul\x00l", "turned\u202egnp.exe",
         "c1\x9b31m", "<script>alert(1)</script>", '{"json":[1', "{{ $labels }}", "${PATH} $(id) `id`", "-o", " ", "..",
         "long" * 2500, "ü" * 5000]
UNREADABLE = f"in{INVALID_UTF8}valid"  # no JSON can hold it, so the engine's answer about it is none
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def besieged(tmp_path_factory):
    """Every name is a container with findings of each severity, so that it goes everywhere."""
    directory = tmp_path_factory.mktemp("besieged")
    recording = Recording(directory / "recorded", [])
    for name in [*NAMES, UNREADABLE]:
        recording.add_copy("privileged", name)
    with FakeEngine(directory, recording) as engine, Daemon(directory, engine.socket) as daemon:
        yield daemon.await_ready()


def test_every_container_is_judged_whose_name_can_be_read(besieged):
    metrics = besieged.metrics()
    assert metrics.value("containers", state="judged") == len(NAMES)
    assert metrics.value("containers", state="unjudged") == 1
    assert [gap["cause"] for gap in besieged.status()["unjudged"]] == ["bad_json"]
    assert len({subject for subject, rule in metrics.open_findings() if rule == "privileged"}) == len(NAMES)


def test_no_name_breaks_the_page_of_metrics(besieged):
    lint = run("promtool", "check", "metrics", stdin=besieged.metrics().page)
    assert (lint.returncode, lint.stdout, lint.stderr) == (0, "", "")


def test_no_name_breaks_a_line_of_the_log(besieged):
    baseline = [line["subject"]["kind"] for line in besieged.logged("finding.baseline")]
    assert baseline.count("container") == len(NAMES) + 1  # UNREADABLE
    assert max(map(len, besieged.output.read_bytes().splitlines())) <= MAX_LOG_LINE_BYTES


def test_no_name_breaks_the_report(besieged):
    names = {result["subject"]["name"] for result in besieged.findings()}
    assert {name for name in NAMES if len(name) < 100} <= names


@pytest.mark.parametrize("arguments", [["status"], ["findings"], ["findings", "--all"]], ids=" ".join)
def test_no_name_sends_control_characters_to_the_terminal(besieged, arguments):
    done = besieged.plimsoll(*arguments)
    assert done.returncode == 0
    assert CONTROL.findall(done.stdout) == []


@pytest.mark.parametrize("name", ["new\nline", "escape\x1b[31m", "turned\u202egnp.exe", 'quote"s'], ids=ascii)
def test_a_container_is_found_by_its_hostile_name(besieged, name):
    done = besieged.plimsoll("why", name)
    assert done.returncode == 0
    assert "--privileged" in done.stdout
    assert CONTROL.findall(done.stdout) == []


def test_the_way_to_the_next_command_can_be_pasted(besieged):
    """A shell that runs it must pass one word on, whatever the name."""
    next_command = besieged.plimsoll("status").stdout.rstrip("\n").rpartition("Next: ")[2]
    words = json.loads(run("bash", "-c", f"plimsoll() {{ python3 -c 'import json,sys; print(json.dumps(sys.argv[1:]))' "
                                         f'"$@"; }}; {next_command}').stdout)
    assert words[0] == "why"
    assert len(words) == 2
