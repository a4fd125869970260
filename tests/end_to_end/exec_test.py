"""Commands run in containers, on an engine that has no other containers."""

import json
import os
import signal
from pathlib import Path

import pytest
from cases import PLANTED_SECRET
from engine import BASE_IMAGE, DockerEngine, EngineError
from programs import Daemon, eventually, violations

RARELY = 3600


@pytest.fixture(scope="module")
def engine():
    with DockerEngine() as engine:
        engine.import_image()
        yield engine


def listening_daemon(directory: Path, engine, settings: str = "") -> Daemon:
    daemon = Daemon(directory, engine.socket, interval_seconds=RARELY, settings=settings)
    eventually(lambda: daemon.status()["freshness"]["events"]["state"] == "live", "it listens and has read everything")
    return daemon


@pytest.fixture(scope="module")
def listening(engine, tmp_path_factory):
    with listening_daemon(tmp_path_factory.mktemp("plimsolld"), engine) as daemon:
        yield daemon


@pytest.fixture
def judged(container, listening):
    """Starts a container and waits until it is known."""
    def start(name: str, *arguments: str) -> None:
        container(name, *arguments)
        eventually(lambda: listening.findings(f"--subject={name}"), "it is judged")
    return start


def sessions(daemon, name: str) -> list[dict]:
    return json.loads(daemon.plimsoll("exec", name, "-o", "json").stdout)["sessions"]


def only_session(daemon, name: str, condition=lambda session: True) -> dict:
    """Of the container, once it is as wanted."""
    eventually(lambda: [session for session in sessions(daemon, name) if condition(session)], "the session is told")
    [session] = sessions(daemon, name)
    return session


def violated(daemon, name: str) -> set[str]:
    return violations(daemon.findings(f"--subject={name}")).get(name, set())


def end(engine, session: dict) -> None:
    os.kill(json.loads(engine.api(f"/exec/{session['id']}/json")[2])["Pid"], signal.SIGKILL)


def test_a_privileged_session_is_told_while_it_runs_and_when_it_ends(engine, judged, listening):
    judged("entered", "--user=1000", BASE_IMAGE)
    engine.docker("exec", "--detach", "--privileged", "--user=0", "entered", "/bin/sleep", "1000000")
    session = only_session(listening, "entered", lambda session: session["details"]["credentials"])
    details = session["details"]
    assert session["lost"] is session["ended"] is None
    assert session["container"]["image"] == BASE_IMAGE
    assert details["privileged"] is details["root"] is True
    assert details["tty"] is False
    assert (details["user"], details["program"], details["arguments"], details["argument_text"]) == ("0", "sleep", 1, None)
    assert details["credentials"]["effective_uid"] == 0
    assert "SYS_ADMIN" in details["credentials"]["effective_capabilities"]
    eventually(lambda: {"privileged-exec", "root-exec"} <= violated(listening, "entered"), "the findings open")

    end(engine, session)
    eventually(lambda: only_session(listening, "entered")["ended"], "its end is told")
    eventually(lambda: not {"privileged-exec", "root-exec"} & violated(listening, "entered"), "the findings resolve")
    [seen] = [line for line in listening.logged("exec.seen") if line["identity"] == "entered"]
    assert (seen["session"], seen["privileged"], seen["root"], seen["program"]) == (session["id"], True, True, "sleep")


def test_a_session_as_the_containers_own_user_is_told_and_opens_nothing(engine, judged, listening):
    judged("visited", "--user=1000", BASE_IMAGE)
    engine.docker("exec", "--detach", "--tty", "visited", "/bin/sleep", "1000000")
    session = only_session(listening, "visited", lambda session: session["details"]["credentials"])
    assert (session["details"]["tty"], session["details"]["root"], session["details"]["privileged"]) == (True, False, False)
    assert session["details"]["credentials"]["effective_uid"] == 1000
    assert session["details"]["credentials"]["effective_capabilities"] == []
    assert not {"privileged-exec", "root-exec"} & violated(listening, "visited")
    assert not [line for line in listening.logged("exec.seen") if line["identity"] == "visited"]


def test_a_session_of_a_moment_is_told(engine, judged, listening):
    judged("brief", BASE_IMAGE)
    engine.docker("exec", "--privileged", "brief", "/bin/true")
    session = only_session(listening, "brief", lambda session: session["ended"])
    assert session["lost"] is None
    assert session["details"]["privileged"] is True
    assert (session["details"]["program"], session["details"]["arguments"]) == ("true", 0)


def test_a_label_in_the_place_of_the_sessions_id_hides_nothing(engine, judged, listening):
    judged("labelled", f"--label=execID={'e' * 64}", BASE_IMAGE)
    engine.docker("exec", "--detach", "--privileged", "labelled", "/bin/sleep", "1000000")

    def told() -> list[dict]:
        return [session for session in sessions(listening, "labelled") if session["details"]]

    [session] = eventually(told, "the session that the container lists is read")
    assert session["details"]["privileged"] is True
    eventually(lambda: "privileged-exec" in violated(listening, "labelled"), "the finding opens")


def published(daemon, events: float):
    """A page that counts at least so many events."""
    def page():
        daemon.send(signal.SIGHUP)
        newest = daemon.metrics()
        return newest if newest.value("events_total") >= events else None
    return eventually(page, f"{events} events are told")


def requests(page, route: str) -> float:
    return page.value("engine_requests_total", endpoint=route)


def test_health_checks_cost_no_reading_and_are_no_sessions(engine, judged, listening):
    judged("checked", "--user=1000", "--health-cmd=/bin/true", "--health-interval=1s", BASE_IMAGE)
    eventually(lambda: engine.docker("inspect", "--format={{.State.Health.Status}}", "checked") == "healthy", "it is")
    settled = published(listening, listening.metrics().value("events_total") + 6)
    later = published(listening, settled.value("events_total") + 15)
    for route in ("/containers/{id}/json", "/exec/{id}/json"):
        assert requests(later, route) == requests(settled, route), route
    assert sessions(listening, "checked") == []

    engine.docker("exec", "--privileged", "checked", "/bin/sh", "-c", "/bin/true")
    session = only_session(listening, "checked")
    assert session["details"]["privileged"] is True, "it ran what the health check runs"


def test_the_table_says_who_ran_what(engine, judged, listening):
    judged("shown", "--user=1000", BASE_IMAGE)
    engine.docker("exec", "--detach", "--privileged", "--user=0", "shown", "/bin/sleep", "1000000")
    only_session(listening, "shown")
    table = listening.plimsoll("exec", "shown")
    assert table.returncode == 0
    [title, line] = table.stdout.splitlines()
    assert title.split() == ["SEEN", "CONTAINER", "USER", "COMMAND"]
    assert line.split()[1:] == ["shown", "root", "privileged", "sleep", "and", "1", "argument", "(runs)"]
    assert listening.plimsoll("exec", "nobody").stdout == "No commands were seen.\n"
    assert published(listening, 0).value("exec_sessions_total", privileged="true", root="true") >= 1


SECRET_COMMANDS = [["/bin/sh", "-c", f": {PLANTED_SECRET}"], ["/bin/true", PLANTED_SECRET],
                   [f"/bin/true {PLANTED_SECRET}"], [f"TOKEN={PLANTED_SECRET}", "true"]]


def run_secret_commands(engine, container: str) -> None:
    for command in SECRET_COMMANDS:
        try:
            engine.docker("exec", "--privileged", container, *command)
        except EngineError:
            pass  # two of them are no programs, and yet are told


def test_no_output_holds_a_secret_of_a_command_line(engine, judged, listening):
    judged("typed", BASE_IMAGE)
    run_secret_commands(engine, "typed")
    eventually(lambda: len(sessions(listening, "typed")) == len(SECRET_COMMANDS), "all are told")
    outputs = [listening.plimsoll(*command).stdout for command in
               (["exec"], ["exec", "-o", "json"], ["findings", "-o", "json"], ["status", "-o", "json"])]
    outputs += [published(listening, 0).page, listening.output.read_text()]
    for output in outputs:
        assert PLANTED_SECRET not in output


def test_arguments_are_kept_where_that_is_configured(engine, container, tmp_path):
    with listening_daemon(tmp_path, engine, settings="exec: { record_arguments: true }") as daemon:
        container("recorded", BASE_IMAGE)
        eventually(lambda: daemon.findings("--subject=recorded"), "it is judged")
        engine.docker("exec", "recorded", "/bin/true", "one", "two words")
        session = only_session(daemon, "recorded")
        assert session["details"]["argument_text"] == "one two words"
        assert "true one two words" in daemon.plimsoll("exec").stdout
