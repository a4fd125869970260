"""The recorded runs of the reference differ from plimsoll only where differences.yaml says why; this can fail."""

import copy
import dataclasses
import json
import os
from pathlib import Path

import pytest

from compare import NUMBERS, Line, audit, compare, explanation_of, lines, unused
from explanations import Facts, load, markdown
from reference import Check, checks
from verdicts import HOST

_ROOT = Path(__file__).resolve().parents[2]
_RECORDED = _ROOT / "tests" / "fixtures" / "docker-bench-security"
_SCENES = sorted(path.name for path in _RECORDED.iterdir() if path.is_dir())
_PLIMSOLL = Path(os.environ["PLIMSOLL_BUILD"]) / "daemon/cli/plimsoll"
_EXPLANATIONS = load()


class Scene:
    def __init__(self, name: str):
        folder = _RECORDED / name
        self.recording = json.loads((folder / "reference.json").read_text())
        self.snapshot = json.loads((folder / "snapshot.json").read_text())
        self.report = audit(_PLIMSOLL, folder / "snapshot.json")

    def compared(self, **changed):
        return compare(**{"recording": self.recording, "report": self.report, "snapshot": self.snapshot,
                          "explanations": _EXPLANATIONS} | changed)

    def with_check(self, number: str, **changes) -> dict:
        """The recording in which one check says something else."""
        recording = copy.deepcopy(self.recording)
        check, = (check for check in recording["checks"] if check["id"] == number)
        check.update(changes)
        return recording


@pytest.fixture(scope="module")
def scenes() -> dict[str, Scene]:
    return {name: Scene(name) for name in _SCENES}


@pytest.fixture(scope="module")
def default(scenes) -> Scene:
    return scenes["default"]


@pytest.mark.parametrize("name", _SCENES)
def test_no_difference_is_without_a_reason(scenes, name):
    assert scenes[name].compared().problems == []


def test_each_reason_explains_something_or_says_what_it_waits_for(scenes):
    assert unused(_EXPLANATIONS, [scene.compared() for scene in scenes.values()]) == []


def test_the_document_is_current():
    assert (_ROOT / "docs" / "differences.md").read_text() == markdown(_EXPLANATIONS)


def test_each_number_of_the_benchmark_is_compared(scenes):
    outcomes = [scene.compared() for scene in scenes.values()]
    agreed = {number for outcome in outcomes for number in outcome.agreements}
    explained = {line.number for outcome in outcomes for each in outcome.explained.values() for line in each}
    assert agreed | explained == set(NUMBERS)


def test_a_container_that_the_reference_no_longer_flags_is_named(default):
    items = [item for item in _check(default, "5.5").items if item != "privileged"]
    assert default.compared(recording=default.with_check("5.5", items=items)).problems == [
        "unexplained: 5.5 container privileged: the reference says pass, plimsoll violation privileged"]


def test_a_container_that_the_reference_flags_besides_is_named(default):
    items = [*_check(default, "5.5").items, "hardened"]
    problem, = default.compared(recording=default.with_check("5.5", items=items)).problems
    assert problem.startswith("unexplained: 5.5 container hardened: the reference says flagged, plimsoll pass")


def test_a_container_that_plimsoll_does_not_know_is_named(default):
    snapshot = {**default.snapshot, "containers": [container for container in default.snapshot["containers"]
                                                   if container["name"] != "privileged"]}
    report = {**default.report, "results": [result for result in default.report["results"]
                                            if result["subject"]["name"] != "privileged"]}
    problems = default.compared(snapshot=snapshot, report=report).problems
    assert "5.5: the reference names 'privileged', which plimsoll's snapshot does not have" in problems


def test_a_verdict_of_plimsoll_that_turns_is_named(default):
    report = copy.deepcopy(default.report)
    result, = (result for result in report["results"]
               if result["rule"] == "host-pid-namespace" and result["subject"]["name"] == "host-pid")
    result.update(verdict="pass", items=[])
    assert default.compared(report=report).problems == [
        "unexplained: 5.16 container host-pid: the reference says flagged, plimsoll pass host-pid-namespace"]


def test_a_check_that_the_reference_left_out_is_named(default):
    recording = {**default.recording,
                 "checks": [check for check in default.recording["checks"] if check["id"] != "5.5"]}
    assert default.compared(recording=recording).problems == ["5.5: the reference did not answer"]


def test_a_rule_that_plimsoll_lost_is_noticed(default):
    report = {**default.report, "results": [result for result in default.report["results"]
                                            if result["rule"] != "privileged"]}
    assert default.compared(report=report).problems


def test_each_check_that_agrees_is_noticed_when_it_turns(scenes):
    """No reason may be so wide that it explains every change of the reference's mind about what both agree on."""
    agreeing, noticed = set(), set()
    for scene in scenes.values():
        facts = Facts(scene.snapshot, scene.recording)
        for line in lines(scene.recording, scene.report, scene.snapshot):
            if line.agrees:
                agreeing.add(line.number)
                if explanation_of(_turned(line), facts, _EXPLANATIONS) is None:
                    noticed.add(line.number)
    assert agreeing - noticed == set(_CANNOT_BE_NOTICED)


# Where plimsoll's snapshot does not hold what the reference went by.
_CANNOT_BE_NOTICED = {
    "2.10": "whether an option stands in daemon.json or on the command line",
    "4.7": "the text of the steps of an image",
    "5.7": "the arguments of processes, and what programs an image has",
}


def _turned(line: Line) -> Line:
    return dataclasses.replace(line, reference={"pass": "flagged", "flagged": "pass"}.get(line.reference, "flagged"))


def _check(scene: Scene, number: str) -> Check:
    check, = (check for check in checks(scene.recording) if check.id == number)
    return check


def test_an_explanation_of_one_container_explains_no_other(default):
    """The table holds conditions, not names: a flip beside an explained difference is noticed."""
    items = [item for item in _check(default, "5.32").items if item != "docker-socket"]
    assert default.compared(recording=default.with_check("5.32", items=items)).problems == [
        "unexplained: 5.32 container docker-socket: the reference says pass, plimsoll violation docker-socket-mounted"]


def test_the_host_is_a_subject_of_its_own(default):
    assert default.compared(recording=default.with_check("5.1", result="WARN")).problems == [
        f"unexplained: 5.1 {HOST.kind} {HOST.name}: the reference says flagged, plimsoll pass swarm-mode-on"]
