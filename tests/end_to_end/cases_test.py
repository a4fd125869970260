"""Each case of the lab violates the rules that its table says, and a near miss none, on a real engine."""

import json

import pytest
import scene
from cases import CANNOT_SHOW, CASES, REMAPPED_CASES
from engine import DockerEngine
from programs import audit, eventually, plimsoll, violations


def differences(engine, cases, results) -> dict[str, dict[str, set[str]]]:
    """By case: what it should violate and does not, and what a near miss violates beyond a hardened container. That a
    hardened one violates nothing is asserted once, so that a new rule fails one test and not a hundred cases."""
    seen = violations(results)
    shown = [case for case in cases if scene.can_show(engine, case)]
    assert {case.name for case in shown} <= seen.keys()
    found = {case.name: {"missing": case.violates - seen[case.name],
                         "too many": set() if case.violates else seen[case.name] - seen["hardened"]} for case in shown}
    return {name: difference for name, difference in found.items() if any(difference.values())}


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


def test_a_hardened_container_violates_nothing(patient):
    assert violations(patient.findings())["hardened"] == set()


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
