"""The alerts, their documentation and their conventions agree."""

import re
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
RULES = yaml.safe_load((REPOSITORY / "config/prometheus/plimsoll.rules.yml").read_text())
ALERTS = [rule for group in RULES["groups"] for rule in group["rules"]]


def test_each_alert_has_its_section_in_the_order_of_the_rules():
    sections = re.findall(r"^### (Plimsoll\w+)$", (REPOSITORY / "docs/alerts.md").read_text(), re.MULTILINE)
    assert sections == [alert["alert"] for alert in ALERTS]


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert["alert"])
def test_an_alert_keeps_the_conventions(alert):
    assert alert["labels"]["severity"] in ("critical", "warning", "info")
    assert re.fullmatch(r"[A-Z][^{}]*\.", alert["annotations"]["summary"]), "a static sentence"
    assert re.search(r"`(plimsoll|systemctl|journalctl) [^`]+`", alert["annotations"]["description"]), "what to type"


def test_the_example_configuration_names_the_job_that_the_alerts_look_for():
    example = yaml.safe_load((REPOSITORY / "config/prometheus/prometheus.example.yml").read_text())
    jobs = {scrape["job_name"] for scrape in example["scrape_configs"]}
    assert set(re.findall(r'job="(\w+)"', str(ALERTS))) == jobs


def series(text: str) -> set[tuple[str, str]]:
    """Each metric of ours in a page or an expression, with each of its labels and, for closed lists, the value."""
    found = set()
    for name, labels in re.findall(r"(plimsoll_\w+)(?:\{(.*?)\})?", text):
        found.add((name, ""))
        for label, value in re.findall(r'(\w+)="([^"]*)"', labels):
            found.add((name, f"{label}={value}" if label in ("state", "status") else label))
    return found


def test_what_the_alerts_ask_for_is_what_the_daemon_exports():
    page = (REPOSITORY / "tests/sinks/metrics/golden.prom").read_text()
    asked = series(" ".join(alert["expr"] for alert in ALERTS))
    assert asked and asked - series(page) == set()
