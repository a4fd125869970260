"""A page of metrics, read as Prometheus reads it."""

import re

_SERIES = re.compile(r'(?P<name>\w+)(?:\{(?P<labels>(?:\w+="(?:[^"\\]|\\.)*",?)*)\})? (?P<value>\S+)(?: \d+)?')
_LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
_ESCAPES = {r"\\": "\\", r"\"": '"', r"\n": "\n"}


def _unescaped(text: str) -> str:
    return re.sub(r"\\.", lambda escape: _ESCAPES[escape[0]], text)


class Metrics:
    def __init__(self, page: str):
        self.page = page
        self._series = [self._parse(line) for line in page.split("\n") if line and not line.startswith("#")]

    @staticmethod
    def _parse(line: str) -> tuple[str, dict[str, str], float]:
        match = _SERIES.fullmatch(line)
        assert match, f"not a series: {line!r}"
        labels = {name: _unescaped(value) for name, value in _LABEL.findall(match["labels"] or "")}
        return match["name"], labels, float(match["value"])

    def all(self, name: str, **wanted: str) -> list[tuple[dict[str, str], float]]:
        return [(labels, value) for of, labels, value in self._series
                if of == f"plimsoll_{name}" and wanted.items() <= labels.items()]

    def value(self, name: str, **wanted: str) -> float:
        """Of exactly one series."""
        (_, value), = self.all(name, **wanted)
        return value

    def open_findings(self) -> set[tuple[str, str]]:
        """As (subject, rule)."""
        return {(labels["subject"], labels["rule"]) for labels, value in self.all("open_finding") if value == 1}
