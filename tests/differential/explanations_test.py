"""The table of differences is read strictly, and its conditions go by the facts."""

import pytest

from compare import Line
from explanations import Facts, load, values_at
from verdicts import HOST, Judgement, Subject

_SNAPSHOT = {
    "engine": {"debug": {"value": True, "source": "engine"}},
    "host": {},
    "images": [{"id": "sha256:" + "ab" * 32, "repo_tags": {"value": ["web:1"], "source": "engine"}}],
    "containers": [{"name": "web", "user": {"value": "0:0", "source": "inspect"},
                    "mounts": {"value": [{"source": "/a"}, {"source": "/b"}], "source": "inspect"},
                    "pids_limit": {"cause": "absent", "source": "inspect"}}],
}
_FACTS = Facts(_SNAPSHOT, {"dropped_names_with": "nil", "checks": [{"id": "2.14", "result": "PASS"}]})
_WEB = Subject("container", "web")


def _table(tmp_path, text: str):
    (tmp_path / "table.yaml").write_text(text)
    return load(tmp_path / "table.yaml")


def _entry(when: str) -> str:
    return f"[{{cis: '5.1', reference: pass, plimsoll: violation, when: {when}, reason: why}}]"


@pytest.mark.parametrize(("when", "fits"), [
    ("{}", True),
    ("{kind: container}", True),
    ("{kind: [host, image]}", False),
    ("{rules: [ours, another]}", True),
    ("{rules: [another]}", False),
    ("{items: '/etc.*'}", True),
    ("{items: /etc}", False),
    ("{dropped: true}", False),
    ("{checks: {'2.14': PASS}}", True),
    ("{checks: {'2.14': WARN}}", False),
    ("{facts: {user: '0:0'}}", True),
    ("{facts: {user: [root, '0']}}", False),
    ("{facts: {engine.debug: true}}", True),
    ("{facts: {mounts.source: /b}}", True),
    ("{facts: {mounts.source: {matches: '/[a-z]'}}}", True),
    ("{facts: {mounts.source: {no_match: /a}}}", False),
    ("{facts: {pids_limit: {above: 0}}}", False),
    ("{facts: {pids_limit: {absent: true}}}", True),
    ("{kind: container, facts: {user: root}}", False),
])
def test_an_entry_fits_if_all_its_conditions_hold(tmp_path, when, fits):
    line = Line("5.1", _WEB, "pass", Judgement("violation", frozenset({"ours"}), frozenset({"/etc/shadow"})))
    entry, = _table(tmp_path, _entry(when))
    assert entry.fits(line, _FACTS) == fits


@pytest.mark.parametrize("line", [
    Line("5.2", _WEB, "pass", Judgement("violation")),
    Line("5.1", _WEB, "flagged", Judgement("violation")),
    Line("5.1", _WEB, "pass", Judgement("unknown")),
])
def test_an_entry_is_for_its_number_and_answers_only(tmp_path, line):
    entry, = _table(tmp_path, _entry("{}"))
    assert not entry.fits(line, _FACTS)


@pytest.mark.parametrize("text", [
    _entry("{fact: {user: root}}"),
    "[{cis: '5.1', reference: pass, plimsoll: violation, reason: why, because: so}]",
])
def test_an_unknown_key_is_refused(tmp_path, text):
    with pytest.raises(ValueError, match="unknown key"):
        _table(tmp_path, text)


def test_numbers_may_be_a_span(tmp_path):
    entry, = _table(tmp_path, "[{cis: [7.1-7.3, '1.1.9'], reference: pass, plimsoll: pass, reason: why}]")
    assert entry.numbers == ("7.1", "7.2", "7.3", "1.1.9")


@pytest.mark.parametrize(("item", "subject"), [
    ("web", _WEB),
    ("web:18080", _WEB),
    ("0123456789ab:web", _WEB),
    ("[web:1]", Subject("image", "web:1")),
    ("abababababab", Subject("image", "web:1")),
    ("gone", None),
])
def test_what_the_reference_names_is_found(item, subject):
    assert _FACTS.named(item, "5.1") == subject


def test_a_fact_without_value_has_none():
    assert values_at(_FACTS.of(_WEB), ["pids_limit"]) == []
    assert values_at(_FACTS.of(HOST), ["engine", "debug"]) == [True]
