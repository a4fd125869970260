#!/usr/bin/python3
"""Lines up what docker-bench-security and plimsoll say about one host, check by check and subject by subject.

    tests/differential/compare.py --plimsoll build/dev/daemon/cli/plimsoll tests/fixtures/docker-bench-security/*
    tests/differential/compare.py --markdown >docs/differences.md

Each argument is a directory with reference.json and snapshot.json, as tests/lab/record_reference.py makes it. Exits 1
if they differ without a reason in differences.yaml, or if a reason there explains nothing any more.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import reference
from explanations import Explanation, Facts, load, markdown
from verdicts import HOST, PER_NETWORK, Judgement, Subject, judgements

_NUMBERS_OF_SECTION = {"1.1": 18, "1.2": 2, "2": 18, "3": 24, "4": 12, "5": 32, "6": 2, "7": 9}
NUMBERS = [f"{section}.{number}" for section, count in _NUMBERS_OF_SECTION.items() for number in range(1, count + 1)]

# What the reference asks of each container or image; the rest it asks once.
_PER_CONTAINER = {"4.1", *(f"5.{number}" for number in range(2, 33))}
_PER_IMAGE = {"4.2", "4.3", "4.4", *(f"4.{number}" for number in range(6, 13))}

# The reference's answers mean the same as these of ours.
_SAME = {("pass", "pass"), ("flagged", "violation"), ("undecided", "manual"), ("missing", "not_applicable")}
# Whoever did not look is not contradicted by these.
_HARMLESS_IF_UNSEEN = {"pass", "manual", "not_applicable", "off"}


@dataclass(frozen=True)
class Line:
    """One recommendation about one subject, as both see it."""

    number: str
    subject: Subject
    reference: str  # pass, flagged, undecided, missing, not_looked_at
    plimsoll: Judgement

    @property
    def alone(self) -> bool:
        return self.reference == "not_looked_at" and self.plimsoll.verdict in _HARMLESS_IF_UNSEEN

    @property
    def agrees(self) -> bool:
        return (self.reference, self.plimsoll.verdict) in _SAME

    def __str__(self) -> str:
        said = [self.plimsoll.verdict, *sorted(self.plimsoll.rules), *sorted(self.plimsoll.causes)]
        return (f"{self.number} {self.subject.kind} {self.subject.name}: the reference says {self.reference}, "
                f"plimsoll {' '.join(said)}")


@dataclass
class Outcome:
    agreements: Counter = field(default_factory=Counter)  # by number
    alone: Counter = field(default_factory=Counter)
    explained: dict[Explanation, list[Line]] = field(default_factory=lambda: defaultdict(list))
    problems: list[str] = field(default_factory=list)


def compare(recording: dict, report: dict, snapshot: dict, explanations: list[Explanation]) -> Outcome:
    outcome = Outcome()
    facts = Facts(snapshot, recording)
    checks = {check.id: check for check in reference.checks(recording)}
    outcome.problems += [f"{number}: the reference did not answer" for number in NUMBERS if number not in checks]
    outcome.problems += [f"{number}: not a number of CIS {reference.BENCHMARK}"
                         for number in checks.keys() - set(NUMBERS)]
    outcome.problems += [problem for check in checks.values() for problem in _strangers(check, facts)]
    for line in lines(recording, report, snapshot):
        _settle(line, explanation_of(line, facts, explanations), outcome)
    return outcome


def lines(recording: dict, report: dict, snapshot: dict) -> list[Line]:
    facts = Facts(snapshot, recording)
    said = judgements(report, snapshot, reference.BENCHMARK)
    return [line for check in reference.checks(recording) for line in _of_check(check, said.get(check.id, {}), facts)]


def _of_check(check: reference.Check, said: dict[Subject, Judgement], facts: Facts) -> Iterator[Line]:
    named = _named(check, facts) if _asked_of_each(check.id) else set()
    for subject in sorted(said.keys() | named) or [HOST]:
        answer = _of_reference(check, subject, named, facts)
        yield Line(check.id, subject, answer, said.get(subject, Judgement("nothing")))


def _of_reference(check: reference.Check, subject: Subject, named: set[Subject], facts: Facts) -> str:
    if subject == HOST:
        return _of_host(check)
    if not _asked_of(check.id, subject, facts):
        return "not_looked_at"
    if check.items:
        return "flagged" if subject in named else "pass"
    return "undecided" if _undecided(check) else "pass"


def _asked_of(number: str, subject: Subject, facts: Facts) -> bool:
    return (subject.kind == "container" and number in _PER_CONTAINER and not facts.dropped(subject)
            or subject.kind == "image" and number in _PER_IMAGE
            or subject.kind == "network" and number in PER_NETWORK and facts.overlay(subject))


def _asked_of_each(number: str) -> bool:
    return number in _PER_CONTAINER | _PER_IMAGE | PER_NETWORK


def _undecided(check: reference.Check) -> bool:
    return check.result == "NOTE" or check.result == "INFO" and not check.items


def _of_host(check: reference.Check) -> str:
    if check.result == "INFO" and check.details:
        if "not found" in check.details or check.details.endswith(" found") or "not listening" in check.details:
            return "missing"
        if "doesn't appear to be set" in check.details:
            return "flagged"
    return {"PASS": "pass", "WARN": "flagged"}.get(check.result, "undecided")


def _named(check: reference.Check, facts: Facts) -> set[Subject]:
    return {facts.named(item, check.id) for item in check.items} - {None}


def _strangers(check: reference.Check, facts: Facts) -> list[str]:
    """What the reference names and plimsoll does not know of."""
    if not _asked_of_each(check.id):
        return []
    return [f"{check.id}: the reference names {item!r}, which plimsoll's snapshot does not have"
            for item in check.items if facts.named(item, check.id) is None and item != "(swarm)"]


def explanation_of(line: Line, facts: Facts, explanations: list[Explanation]) -> Explanation | None:
    return next((each for each in explanations if each.fits(line, facts)), None)


def _settle(line: Line, explanation: Explanation | None, outcome: Outcome) -> None:
    if line.alone:
        outcome.alone[line.number] += 1
    elif line.agrees:
        outcome.agreements[line.number] += 1
    elif explanation:
        outcome.explained[explanation].append(line)
    else:
        outcome.problems.append(f"unexplained: {line}")


def audit(plimsoll: Path, snapshot: Path) -> dict:
    """With the built-in policy, whatever this machine's is."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as policy:
        policy.write("policy: v1\n")
        policy.flush()
        command = [plimsoll, "audit", f"--from={snapshot}", f"--policy={policy.name}", "-o", "json", "--fail-on=never"]
        return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def compare_directory(directory: Path, plimsoll: Path, explanations: list[Explanation]) -> Outcome:
    snapshot = directory / "snapshot.json"
    return compare(json.loads((directory / "reference.json").read_text()), audit(plimsoll, snapshot),
                   json.loads(snapshot.read_text()), explanations)


def unused(explanations: list[Explanation], outcomes: list[Outcome]) -> list[str]:
    """Reasons for nothing, and reasons whose situation is said to be in no recording and is."""
    used = {explanation for outcome in outcomes for explanation in outcome.explained}
    return [f"differences.yaml: explains nothing, {_name(each)}" for each in explanations
            if each not in used and not each.needs] + [
            f"differences.yaml: is recorded after all, {_name(each)}" for each in used if each.needs]


def _name(explanation: Explanation) -> str:
    return f"{' '.join(explanation.numbers) or 'every number'}: {explanation.reason}"


def show(name: str, outcome: Outcome) -> None:
    print(f"== {name}: {outcome.agreements.total()} agreements, "
          f"{sum(map(len, outcome.explained.values()))} explained differences, {len(outcome.problems)} problems, "
          f"{outcome.alone.total()} only plimsoll looked at")
    for number in NUMBERS:
        explained = {each: [line for line in all_lines if line.number == number]
                     for each, all_lines in outcome.explained.items()}
        print(f"{number:7} agree {outcome.agreements[number]}, explained {sum(map(len, explained.values()))}")
        for explanation, differing in explained.items():
            if differing:
                print(f"        {', '.join(_shortened(differing))}: {explanation.reason}")


def _shortened(differing: list[Line], at_most: int = 6) -> list[str]:
    names = [line.subject.name for line in differing]
    return names[:at_most] + ([f"{len(names) - at_most} more"] if len(names) > at_most else [])


def main() -> int:
    options = parse()
    explanations = load()
    if options.markdown:
        print(markdown(explanations), end="")
        return 0
    outcomes = {directory.name: compare_directory(directory, options.plimsoll, explanations)
                for directory in options.recordings}
    problems = unused(explanations, list(outcomes.values()))
    for name, outcome in outcomes.items():
        show(name, outcome)
        problems += [f"{name}: {problem}" for problem in outcome.problems]
    print(*problems, sep="\n", file=sys.stderr)
    return 1 if problems else 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recordings", type=Path, nargs="*", help="directories with reference.json and snapshot.json")
    parser.add_argument("--plimsoll", type=Path, help="the binary")
    parser.add_argument("--markdown", action="store_true", help="print docs/differences.md instead")
    options = parser.parse_args()
    if not options.markdown and not (options.plimsoll and options.recordings):
        parser.error("give --plimsoll and recordings, or --markdown")
    return options


if __name__ == "__main__":
    sys.exit(main())
