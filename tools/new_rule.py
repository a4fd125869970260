#!/usr/bin/python3
"""Writes what a new rule consists of: its file, its test, its line in the catalogue and a container of the lab.

Usage: tools/new_rule.py SUBJECT ID     for example: tools/new_rule.py container/limits cpu-shares-missing

SUBJECT is a folder below lib/core/rules; its first part says what the rule judges. The rule compiles at once and passes
for every subject. Its test fails until the rule has cases.
"""

import re
import sys
from pathlib import Path
from string import Template

_REPOSITORY = Path(__file__).resolve().parents[1]
_RULES = "lib/core/rules"
_TESTS = "tests/core/rules"
_CATALOGUE = f"{_RULES}/catalogue.def"
_LAB = "tests/lab/cases.py"

# What a rule of each subject judges, and what the judge calls it.
_FACTS = {"container": "ContainerFacts", "image": "ImageFacts", "network": "NetworkFacts", "engine": "EngineFacts",
          "swarm": "EngineFacts", "host": "HostFacts"}

_RULE = Template('''#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "0.0"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/security/"};
constexpr std::string_view kReads[] = {"$kind.TODO"};

Verdict judge(const $facts& /*$kind*/, const Context& /*context*/) { return pass(); }

}  // namespace

PLIMSOLL_RULE($name){
    .id = "$id",
    .title = "TODO: what is wrong, as a statement in Docker's words",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale = "TODO: why it matters.",
    .remediation = "TODO: what to do.",
    .impact = "TODO: what doing it may break.",
    .violation_example = "TODO: what violates it",
    .pass_example = "TODO: what is near that and passes",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
''')

_TEST = Template('''#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases ${name}_cases{
    "$id",
    {
        {"TODO: nothing is wrong", [](World&) {}, passes()},
        {"TODO: what is wrong", [](World&) {}, violates("TODO")},
        {"TODO: not reported", [](World&) {}, is_unknown()},
    }};

}  // namespace plimsoll::testing
''')

_LAB_CASE = Template('    violation("$id", "$id", "--TODO"),\n')
_END_OF_LAB_CASES = "]\n\n# For an engine that remaps users."


class NewRuleError(Exception):
    pass


def new_rule(repository: Path, subject: str, rule_id: str) -> list[str]:
    """Returns the files that were written or changed, by their paths in the repository."""
    kind, name = subject.split("/")[0], rule_id.replace("-", "_")
    _check(repository, subject, rule_id)
    values = {"id": rule_id, "name": name, "kind": kind, "facts": _FACTS[kind]}
    changed = [_write(repository, f"{_RULES}/{subject}/{name}.cpp", _RULE.substitute(values)),
               _write(repository, f"{_TESTS}/{subject}/{name}_test.cpp", _TEST.substitute(values)),
               _write(repository, _CATALOGUE, _with_line((repository / _CATALOGUE).read_text(), kind, name))]
    if kind == "container":
        table = (repository / _LAB).read_text()
        changed.append(_write(repository, _LAB, table.replace(_END_OF_LAB_CASES, _LAB_CASE.substitute(values) + _END_OF_LAB_CASES)))
    return changed


def _check(repository: Path, subject: str, rule_id: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", rule_id):
        raise NewRuleError(f"{rule_id}: an id is lower-case words with dashes between them, such as cpu-shares-missing")
    folders = sorted(str(path.relative_to(repository / _RULES)) for path in (repository / _RULES).rglob("*") if path.is_dir())
    known = [folder for folder in folders if folder.split("/")[0] in _FACTS and folder != "container"]
    if subject not in known:
        raise NewRuleError(f"{subject}: no such subject; use one of {', '.join(known)}")
    if re.search(rf"RULE\(\w+, {rule_id.replace('-', '_')}\)", (repository / _CATALOGUE).read_text()):
        raise NewRuleError(f"{rule_id}: the catalogue has such a rule already")


def _with_line(catalogue: str, kind: str, name: str) -> str:
    """After the last rule of the same subject."""
    end = max(match.end() for match in re.finditer(rf"^RULE\({kind}, \w+\)\n", catalogue, re.MULTILINE))
    return f"{catalogue[:end]}RULE({kind}, {name})\n{catalogue[end:]}"


def _write(repository: Path, path: str, text: str) -> str:
    (repository / path).parent.mkdir(parents=True, exist_ok=True)
    (repository / path).write_text(text)
    return path


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        changed = new_rule(_REPOSITORY, *sys.argv[1:])
    except NewRuleError as error:
        print(f"new-rule: {error}", file=sys.stderr)
        return 2
    print("\n".join(changed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
