"""What `plimsoll why` says to type makes the violation go away, and the container still starts."""

import json
from dataclasses import dataclass, replace

import pytest
import scene
from cases import CASES, Case
from docker_options import applied, container_name
from engine import DockerEngine, EngineError
from programs import audit, violations

# Rules that no option of `docker run` mends: the name of the container or of its image does.
NO_OPTION_MENDS = {"identity-claimed-twice", "image-not-pinned"}

# Where the option that mends stands with another container, which the engine does not tell.
MENDED_ELSEWHERE = {("etc-from-other", "sensitive-host-path-writable")}


@dataclass(frozen=True)
class Mended:
    case: Case  # as it is to be started
    of: str     # the case it was
    rule: str


def open_in(daemon, cases) -> list[dict]:
    names = {case.name for case in cases}
    return [result for result in daemon.findings("--only=violations") if result["subject"]["name"] in names]


def mended(engine, fixed_engine, result: dict) -> Mended:
    """The case of a violation with its fix applied. Paths are those of the engine it is to run on."""
    name, rule = result["subject"]["name"], result["rule"]
    case, = scene.select(CASES, {name})[-1:]
    here = engine.directory.name, fixed_engine.directory.name  # also that of the cgroup
    fix = [{**change, "flag": change["flag"].replace(*here)} for change in result["fix"]]
    options = applied(scene.resolved(fixed_engine, case.run), fix)
    return Mended(replace(case, name=container_name(name, rule), run=tuple(options)), name, rule)


def once_for_each_way(results: list[dict]) -> list[dict]:
    """Many containers of the lab break the same rule in the same way."""
    ways = {(result["rule"], json.dumps(result["fix"])): result for result in reversed(results)}
    return list(ways.values())


@pytest.fixture(scope="module")
def results(daemon):
    return open_in(daemon, CASES)


@pytest.fixture(scope="module")
def fixed_engine():
    """Of its own: what a mended container publishes may still be taken by the one that it replaces."""
    with DockerEngine() as engine:
        needed = {name for case in CASES for name in case.needs}
        scene.set_up(engine, scene.select(CASES, needed))
        engine.docker("network", "create", "backend")  # the name in the fix of default-bridge
        yield engine


def test_each_violation_of_a_rule_comes_with_what_to_type(results):
    assert {result["rule"] for result in results if not result["fix"]} == NO_OPTION_MENDS


def test_what_to_type_is_the_same_for_one_container(daemon, results):
    result = next(result for result in results if result["rule"] == "docker-socket-mounted")
    why = json.loads(daemon.plimsoll("why", result["subject"]["name"], result["rule"], "-o", "json").stdout)
    assert [answer["fix"] for answer in why["results"]] == [result["fix"]]


def test_what_to_type_makes_the_violation_go_away(engine, results, fixed_engine, built_in_policy):
    problems: dict[tuple[str, str], str] = {}
    started: list[Mended] = []

    def start(result: dict) -> None:
        key = result["subject"]["name"], result["rule"]
        try:
            again = mended(engine, fixed_engine, result)
            scene.start(fixed_engine, again.case)
            started.append(again)
        except (AssertionError, EngineError) as error:
            problems[key] = str(error)

    wanted = [result for result in once_for_each_way([result for result in results if result["fix"]])
              if (result["subject"]["name"], result["rule"]) not in MENDED_ELSEWHERE]
    scene.all_at_once(start, wanted)

    seen = violations(json.loads(audit(fixed_engine.socket, built_in_policy, "-o", "json").stdout)["results"])
    for again in started:
        if again.case.name not in seen:
            problems[again.of, again.rule] = "started, but does not run"
        elif again.rule in seen[again.case.name]:
            problems[again.of, again.rule] = f"still violated with {again.case.run}"
    assert not problems, "\n".join(f"{name}, {rule}: {problem}" for (name, rule), problem in problems.items())
