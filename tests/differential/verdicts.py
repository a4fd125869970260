"""What plimsoll says about each recommendation of the benchmark, subject by subject, as its JSON report tells it.

Several rules may carry one id, and one rule several: where an id is about one file, the file's role decides.
"""

from collections import defaultdict
from dataclasses import dataclass

# The worst of what several rules say about one subject is what is said about it.
_ORDER = ("violation", "unknown", "pass", "manual", "not_applicable", "off")

# What the reference takes for one thing, but for the ids that it asks of each network.
_ONE_HOST = ("host", "engine", "network", "service")
PER_NETWORK = frozenset({"7.3"})


@dataclass(frozen=True, order=True)
class Subject:
    kind: str  # host, container, stopped_container, image, network
    name: str


HOST = Subject("host", "host")


@dataclass(frozen=True)
class Judgement:
    """`rules` are those that say so, `items` and `causes` theirs."""

    verdict: str
    rules: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FileOfEngine:
    """Which files an id is about, and what about them: as items of findings name it."""

    roles: tuple[str, ...]
    aspect: str = ""


_AUDITED = {
    "1.1.3": "dockerd", "1.1.4": "containerd_directory", "1.1.5": "data_root", "1.1.6": "config_directory",
    "1.1.7": "service_unit", "1.1.8": "containerd_socket", "1.1.9": "socket_unit api_socket",
    "1.1.10": "environment_file", "1.1.11": "daemon_json", "1.1.12": "containerd_config",
    "1.1.13": "sysconfig_file", "1.1.14": "containerd", "1.1.15": "containerd_shim",
    "1.1.16": "containerd_shim_runc_v1", "1.1.17": "containerd_shim_runc_v2", "1.1.18": "runc",
}
_OWNED = {
    "3.1": "service_unit", "3.3": "socket_unit", "3.5": "config_directory", "3.7": "registry_certificate",
    "3.9": "tls_ca_certificate", "3.11": "tls_certificate", "3.13": "tls_key", "3.15": "api_socket",
    "3.17": "daemon_json", "3.19": "environment_file", "3.22": "sysconfig_file", "3.23": "containerd_socket",
}
_PERMITTED = {
    "3.2": "service_unit", "3.4": "socket_unit", "3.6": "config_directory", "3.8": "registry_certificate",
    "3.10": "tls_ca_certificate", "3.12": "tls_certificate", "3.14": "tls_key", "3.16": "api_socket",
    "3.18": "daemon_json", "3.20": "environment_file", "3.21": "sysconfig_file", "3.24": "containerd_socket",
}
FILES = ({number: FileOfEngine(tuple(roles.split())) for number, roles in _AUDITED.items()}
         | {number: FileOfEngine((role,), " owner") for number, role in _OWNED.items()}
         | {number: FileOfEngine((role,), " mode") for number, role in _PERMITTED.items()})


def judgements(report: dict, snapshot: dict, benchmark: str) -> dict[str, dict[Subject, Judgement]]:
    """By id, then by subject. An id that no rule carries is not there."""
    said = defaultdict(list)
    for result in report["results"]:
        for control in result["cis"]:
            if control["benchmark"] == benchmark:
                number = control["id"]
                said[number, _subject(number, result["subject"])].append(_about(number, result, snapshot))
    found: dict[str, dict[Subject, Judgement]] = defaultdict(dict)
    for (number, subject), each in said.items():
        found[number][subject] = _worst(each)
    return found


def _subject(number: str, subject: dict) -> Subject:
    if subject["kind"] in _ONE_HOST and number not in PER_NETWORK:
        return HOST
    if subject["name"] == "<none>:<none>":
        return Subject(subject["kind"], subject["id"])
    return Subject(subject["kind"], subject["name"])


def _about(number: str, result: dict, snapshot: dict) -> Judgement:
    whole = Judgement(result["verdict"], frozenset({result["rule"]}),
                      frozenset(item["key"] for item in result["items"]),
                      frozenset({result["cause"]} - {None}))
    return _of_file(FILES[number], whole, snapshot) if number in FILES else whole


def _of_file(file: FileOfEngine, whole: Judgement, snapshot: dict) -> Judgement:
    """The part of what a rule says of all its files that is about these."""
    if whole.verdict not in ("violation", "pass", "unknown"):
        return whole
    listed = snapshot["host"]["engine_files"]
    if "value" not in listed:
        return whole
    files = [entry for entry in listed["value"] if entry["role"] in file.roles]
    wrong = frozenset(entry["path"] + file.aspect for entry in files) & whole.items
    unread = frozenset(entry["status"]["cause"] for entry in files if "cause" in entry["status"])
    if wrong:
        return Judgement("violation", whole.rules, items=wrong)
    if unread:
        return Judgement("unknown", whole.rules, causes=unread)
    if files:
        return Judgement("pass", whole.rules)
    return Judgement("not_applicable", whole.rules, causes=frozenset({"no_such_file"}))


def _worst(judgements_of_one: list[Judgement]) -> Judgement:
    verdict = min((judgement.verdict for judgement in judgements_of_one), key=_ORDER.index)
    same = [judgement for judgement in judgements_of_one if judgement.verdict == verdict]
    return Judgement(verdict, frozenset().union(*(judgement.rules for judgement in same)),
                     frozenset().union(*(judgement.items for judgement in same)),
                     frozenset().union(*(judgement.causes for judgement in same)))
