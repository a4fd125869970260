"""Each case of the lab violates exactly the rules that its table says, on a real engine."""

import json

import pytest
import scene
from cases import CANNOT_SHOW, CASES, REMAPPED_CASES
from engine import DockerEngine
from programs import audit, eventually, plimsoll, violations


def differences(engine, cases, results) -> dict[str, dict[str, set[str]]]:
    seen = violations(results)
    expected = {case.name: case.violates for case in cases if scene.can_show(engine, case)}
    return {name: {"missing": rules - seen.get(name, set()), "too many": seen.get(name, set()) - rules}
            for name, rules in expected.items() if seen.get(name) != rules}


@pytest.fixture(scope="module")
def catalogue():
    return {rule["rule"]: rule for rule in json.loads(plimsoll("rules", "-o", "json").stdout)["rules"]}


@pytest.fixture
def patient(daemon):
    """Whether a container runs as root it says some time after the start."""
    def waits() -> bool:
        return any(result["cause"] == "pending" for result in daemon.findings("--rule=runs-as-root"))

    eventually(lambda: not waits(), "the last container is grown up")
    return daemon


def test_each_case_violates_what_its_table_says(engine, patient):
    assert differences(engine, CASES, patient.findings()) == {}


def test_each_case_of_an_engine_that_remaps_users_violates_what_its_table_says(built_in_policy):
    with DockerEngine(userns_remap=True) as engine:
        scene.set_up(engine, REMAPPED_CASES)
        results = json.loads(audit(engine.socket, built_in_policy, "-o", "json").stdout)["results"]
        assert differences(engine, REMAPPED_CASES, results) == {}


def test_each_rule_about_containers_has_a_case_or_a_reason_why_none_can_show_it(catalogue):
    shown = set().union(*(case.violates for case in CASES + REMAPPED_CASES))
    about_containers = {rule for rule, texts in catalogue.items() if texts["subject"] == "container"}
    assert shown | set(CANNOT_SHOW) == about_containers
    assert shown & set(CANNOT_SHOW) == set()


def test_a_container_without_options_has_nothing_above_medium(daemon):
    open_findings = [result for result in daemon.findings("--subject=plain") if result["open"]]
    assert open_findings
    assert {result["severity"] for result in open_findings} <= {"low", "medium"}


def test_no_rule_is_left_unknown(patient):
    """The lab's engine reports all that the rules ask for, and no case hides it."""
    no_reports = {"image-not-scanned", "image-scan-outdated", "image-critical-vulnerability"}  # no scanner ran here
    assert [(result["subject"]["name"], result["rule"], result["message"]) for result in patient.findings()
            if result["verdict"] == "unknown" and result["rule"] not in no_reports] == []
