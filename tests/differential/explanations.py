"""differences.yaml: why the two differ where they do, and whether a difference is one of those."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from verdicts import PER_NETWORK, Subject

_TABLE = Path(__file__).with_name("differences.yaml")
_KEYS = {"cis", "reference", "plimsoll", "when", "reason", "needs"}
_CONDITIONS = {"kind", "rules", "causes", "items", "dropped", "checks", "facts"}


class Facts:
    """What both looked at, from plimsoll's snapshot; and what the reference made of all of it."""

    def __init__(self, snapshot: dict, recording: dict):
        self._snapshot = snapshot
        self._dropped_names_with = recording["dropped_names_with"]
        self.results = {check["id"]: check["result"] for check in recording["checks"]}
        self._images = {name: image for image in snapshot["images"] for name in _names_of(image)}
        self._containers = {container["name"]: container for container in snapshot["containers"]}
        self._networks = {network["name"]: network for network in snapshot.get("networks", [])}

    def dropped(self, subject: Subject) -> bool:
        """Whether the reference takes this container for its own and leaves it out."""
        return self._dropped_names_with in subject.name

    def overlay(self, network: Subject) -> bool:
        return values_at(self.of(network), ["driver"]) == ["overlay"]

    def named(self, item: str, number: str) -> Subject | None:
        """What an item of the reference names: container, container:detail, id:container, [tag, tag] or network."""
        if number in PER_NETWORK:
            return Subject("network", item) if item in self._networks else None
        if image := self._images.get(item.strip("[]")):
            return Subject("image", _names_of(image)[0])
        parts = item.split(":", 1)
        name = next((part for part in (parts[0], parts[-1]) if part in self._containers), None)
        return Subject("container", name) if name else None

    def of(self, subject: Subject) -> dict:
        """The facts of a subject, for dotted paths; those of the engine and the host below their names."""
        own = {"host": {}, "image": self._images, "network": self._networks}.get(subject.kind, self._containers)
        return {**own.get(subject.name, {}), "engine": self._snapshot["engine"], "host": self._snapshot["host"]}


def _names_of(image: dict) -> list[str]:
    """First the one by which plimsoll's report calls it; the reference abbreviates ids."""
    tags = [tag for tag in image["repo_tags"].get("value", []) if tag != "<none>:<none>"]
    return [*tags, image["id"], image["id"].removeprefix("sha256:")[:12]]


@dataclass(frozen=True, eq=False)
class Explanation:
    numbers: tuple[str, ...]  # empty: every one
    reference: tuple[str, ...]
    plimsoll: tuple[str, ...]
    when: dict
    reason: str
    needs: str  # the situation that none of the recordings has, or ""

    def fits(self, line, facts: Facts) -> bool:
        return ((not self.numbers or line.number in self.numbers)
                and line.reference in self.reference and line.plimsoll.verdict in self.plimsoll
                and all(_holds(name, wanted, line, facts) for name, wanted in self.when.items()))


def _holds(condition: str, wanted, line, facts: Facts) -> bool:
    judgement = line.plimsoll
    if condition == "kind":
        return line.subject.kind in _listed(wanted)
    if condition == "rules":
        return judgement.rules <= set(_listed(wanted))
    if condition == "causes":
        return judgement.causes <= set(_listed(wanted))
    if condition == "items":
        return bool(judgement.items) and all(re.fullmatch(wanted, item) for item in judgement.items)
    if condition == "dropped":
        return facts.dropped(line.subject) == wanted
    if condition == "checks":
        return wanted.items() <= facts.results.items()
    return all(_fact_holds(values_at(facts.of(line.subject), path.split(".")), test) for path, test in wanted.items())


def _fact_holds(values: list, test) -> bool:
    """Some value is the one wanted, or what {matches: …}, {no_match: …}, {above: …} or {absent: true} say."""
    if not isinstance(test, dict):
        return any(value in _listed(test) for value in values)
    (word, argument), = test.items()
    if word == "matches":
        return any(re.fullmatch(argument, str(value)) for value in values)
    if word == "no_match":
        return not any(re.fullmatch(argument, str(value)) for value in values)
    if word == "above":
        return any(value > argument for value in values)
    if word == "absent":
        return not values
    raise ValueError(f"differences.yaml: unknown test {word!r}")


def values_at(node, path: list[str]) -> list:
    """Every value at a path; it goes into facts and into each element of a list."""
    if isinstance(node, dict) and "source" in node and ("value" in node or "cause" in node):
        return values_at(node["value"], path) if "value" in node else []
    if isinstance(node, list):
        return [value for element in node for value in values_at(element, path)]
    if not path:
        return [node]
    return values_at(node[path[0]], path[1:]) if isinstance(node, dict) and path[0] in node else []


def load(path: Path = _TABLE) -> list[Explanation]:
    return [_explanation(entry) for entry in yaml.safe_load(path.read_text())]


def _explanation(entry: dict) -> Explanation:
    when = entry.get("when", {})
    if strange := entry.keys() - _KEYS | when.keys() - _CONDITIONS:
        raise ValueError(f"differences.yaml: unknown key {', '.join(sorted(strange))} in {entry}")
    return Explanation(tuple(_numbers(entry.get("cis", ()))), tuple(_listed(entry["reference"])),
                       tuple(_listed(entry["plimsoll"])), when, " ".join(entry["reason"].split()),
                       entry.get("needs", ""))


def _numbers(cis) -> list[str]:
    """With "5.2-5.6" as what lies between."""
    numbers = []
    for number in _listed(cis):
        first, _, last = number.partition("-")
        section, _, start = first.rpartition(".")
        end = last.rpartition(".")[2] if last else start
        numbers += [f"{section}.{each}" for each in range(int(start), int(end) + 1)]
    return numbers


def _listed(value) -> list:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def markdown(explanations: list[Explanation]) -> str:
    """docs/differences.md."""
    rows = [f"| {_span(each)} | {_words(each.reference)} | {_words(each.plimsoll)} | {_cell(each)} |"
            for each in explanations]
    return "\n".join([_INTRODUCTION, *dict.fromkeys(rows), ""])  # two explanations may read alike


def _cell(explanation: Explanation) -> str:
    return explanation.reason + (f" *(Not in a recording: {explanation.needs}.)*" if explanation.needs else "")


def _span(explanation: Explanation) -> str:
    return ", ".join(explanation.numbers) or "all"


def _words(words: tuple[str, ...]) -> str:
    return " or ".join(words).replace("_", " ")


_INTRODUCTION = """# Where plimsoll and docker-bench-security differ

Both are run on the same hosts at the same moment; each check, container, image and network is lined up, and every
difference is in this table, or `./dev test` fails. Numbers are those of CIS Docker Benchmark 1.6.0, which the reference
(docker-bench-security 1.6.0, run by bash) implements. Made from `tests/differential/differences.yaml` by
`tests/differential/compare.py --markdown`.

| CIS | The reference says | plimsoll says | Why |
|---|---|---|---|"""
