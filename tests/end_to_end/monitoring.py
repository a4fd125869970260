"""Debian's Prometheus and Alertmanager, on loopback and out of temporary directories."""

import json
import re
from pathlib import Path
from urllib.parse import quote

from programs import Process, eventually, free_address, http_get

_RULES = Path(__file__).resolve().parents[2] / "config/prometheus/plimsoll.rules.yml"

_PROMETHEUS = """
global: {{ scrape_interval: 1s, evaluation_interval: 1s }}
rule_files: [rules.yml]
alerting: {{ alertmanagers: [{{ static_configs: [{{ targets: ["{alertmanager}"] }}] }}] }}
scrape_configs: [{{ job_name: plimsoll, static_configs: [{{ targets: ["{target}"] }}] }}]
"""
_ALERTMANAGER = """
route: { receiver: nobody, group_wait: 0s }
receivers: [{ name: nobody }]
"""


def impatient(rules: str) -> str:
    """The same rules without the minutes that they wait."""
    return re.sub(r"\b(for|keep_firing_for): \d+m\b", r"\1: 0s", rules)


class Alertmanager(Process):
    def __init__(self, directory: Path):
        self.address = free_address()
        (directory / "alertmanager.yml").write_text(_ALERTMANAGER)
        super().__init__(["prometheus-alertmanager", "--config.file=alertmanager.yml", "--storage.path=alertmanager",
                          "--cluster.listen-address=", f"--web.listen-address={self.address}"], directory)
        eventually(lambda: is_ready(self), "Alertmanager is ready")

    def alerts(self, name: str, **wanted: str) -> list[dict]:
        """Those that are active."""
        alerts = json.loads(http_get(self.address, "/api/v2/alerts")[1])
        return [alert for alert in alerts if {"alertname": name, **wanted}.items() <= alert["labels"].items()]


class Prometheus(Process):
    def __init__(self, directory: Path, target: str, alertmanager: Alertmanager):
        self.address = free_address()
        (directory / "rules.yml").write_text(impatient(_RULES.read_text()))
        (directory / "prometheus.yml").write_text(_PROMETHEUS.format(target=target, alertmanager=alertmanager.address))
        super().__init__(["prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=prometheus",
                          f"--web.listen-address={self.address}"], directory)
        eventually(lambda: is_ready(self), "Prometheus is ready")
        eventually(lambda: self.value('count_over_time(up{job="plimsoll"}[1m])') >= 2, "two scrapes")

    def value(self, query: str) -> float:
        """Of the one series there is, or 0."""
        answer = json.loads(http_get(self.address, f"/api/v1/query?query={quote(query)}")[1])
        return sum(float(series["value"][1]) for series in answer["data"]["result"])


def is_ready(server: Process) -> bool:
    assert server.runs(), server.output.read_text()
    try:
        return http_get(server.address, "/-/ready")[0] == 200
    except OSError:
        return False
