"""The list of rules, and what a new one costs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import new_rule

REPOSITORY = Path(__file__).resolve().parents[2]
RULES = REPOSITORY / "lib/core/rules"
TESTS = REPOSITORY / "tests/core/rules"
LISTED = re.findall(r"^RULE\((\w+), (\w+)\)$", (RULES / "catalogue.def").read_text(), re.MULTILINE)
OBJECTS_OF_ONE_RULE = 10


def defined() -> dict[str, Path]:
    """The files that define a rule, by its name."""
    found = {}
    for path in RULES.rglob("*.cpp"):
        if match := re.search(r"^PLIMSOLL_RULE\((\w+)\)", path.read_text(), re.MULTILINE):
            found[match[1]] = path
    return found


def test_the_catalogue_lists_each_rule_that_is_defined_once():
    assert sorted(name for _, name in LISTED) == sorted(defined())


@pytest.mark.parametrize(("subject", "name"), LISTED, ids=[name for _, name in LISTED])
def test_a_rule_lies_below_its_subject_with_its_test_at_the_same_place(subject, name):
    path = defined()[name].relative_to(RULES)
    assert (path.parts[0], path.stem) == (subject, name)
    assert f'.id = "{name.replace("_", "-")}"' in (RULES / path).read_text()
    assert f'RuleCases {name}_cases{{' in (TESTS / path.with_name(f"{name}_test.cpp")).read_text()


def test_a_new_line_in_the_catalogue_recompiles_few_objects():
    """Besides the two that are new."""
    build = os.environ["PLIMSOLL_BUILD"]
    dependencies = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    objects = [text for text in dependencies.split("\n\n") if "lib/core/rules/catalogue.def" in text]
    assert 1 <= len(objects) <= OBJECTS_OF_ONE_RULE - 2, [text.partition(":")[0] for text in objects]


@pytest.fixture
def copy(tmp_path):
    for path in ("lib/core/rules", "tests/core/rules", "tests/lab"):
        shutil.copytree(REPOSITORY / path, tmp_path / path)
    return tmp_path


def test_a_new_rule_is_a_file_a_test_a_line_and_a_container_of_the_lab(copy):
    assert new_rule.new_rule(copy, "container/limits", "cpu-shares-missing") == [
        "lib/core/rules/container/limits/cpu_shares_missing.cpp", "tests/core/rules/container/limits/cpu_shares_missing_test.cpp",
        "lib/core/rules/catalogue.def", "tests/lab/cases.py"]
    catalogue = (copy / "lib/core/rules/catalogue.def").read_text()
    assert "RULE(container, cpu_shares_missing)\n" in catalogue
    assert "    violation(\"cpu-shares-missing\", " in (copy / "tests/lab/cases.py").read_text()


@pytest.mark.parametrize("subject", sorted({str(path.parent.relative_to(RULES)) for path in defined().values()}))
def test_a_new_rule_of_each_subject_compiles(copy, subject):
    new_rule.new_rule(copy, subject, "newest")
    source = copy / f"lib/core/rules/{subject}/newest.cpp"
    subprocess.run(["g++", "-std=c++20", "-fsyntax-only", f"-I{REPOSITORY}/include", f"-I{REPOSITORY}", source], check=True)


@pytest.mark.parametrize(("subject", "rule_id", "said"), [
    ("container/nonsense", "cpu-shares-missing", "use one of container/capabilities"),
    ("container", "cpu-shares-missing", "container: no such subject"),
    ("common", "cpu-shares-missing", "common: no such subject"),
    ("container/limits", "CPU", "lower-case words"),
    ("container/limits", "memory-limit-missing", "has such a rule already"),
])
def test_what_is_no_new_rule_is_refused_and_changes_nothing(copy, subject, rule_id, said):
    with pytest.raises(new_rule.NewRuleError, match=said):
        new_rule.new_rule(copy, subject, rule_id)
    assert (copy / "lib/core/rules/catalogue.def").read_text() == (RULES / "catalogue.def").read_text()
