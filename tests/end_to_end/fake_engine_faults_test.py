"""What an engine can do wrong while its containers change. Meanwhile plimsolld says that it is not current; afterwards
it says what a fresh audit says, opened and resolved nothing but what changed, and takes no more memory."""

import json
import time

import pytest
import unix_http
from metrics import Metrics
from programs import Daemon, eventually
from recording import SimulatedEngine

CONTAINERS = 30
FLIPPED, REMOVED, ADDED = 3, 4, 40  # numbers of those that change under a fault
CHANGED = tuple(f"-{number}" for number in (FLIPPED, REMOVED, ADDED))
UNCHANGED, NEW = 7, 41
FEEDS = ("events", "lists", "host")
TRANSITIONS = ("finding.opened", "finding.changed", "finding.resolved", "finding.reopened")
MOST_GROWTH_KIB = 8 * 1024
BURST = 10_000
A_DAY, A_YEAR = 24 * 3600, 365 * 24 * 3600
NANOSECONDS = 1_000_000_000


def is_live(page: Metrics, feed: str) -> bool:
    return page.value("source_state", source=feed, state="live") == 1


def knows_that_the_engine_is_lost(page: Metrics) -> bool:
    return page.value("engine_up") == 0 and not is_live(page, "lists")


def knows_that_no_events_come(page: Metrics) -> bool:
    return not is_live(page, "events")


def knows_that_some_are_not_judged(page: Metrics) -> bool:
    return page.value("audit_complete") == 0 and page.value("containers", state="unjudged") > 0


FAULTS = ["hang", "hang-up", "500", "hang-in-head", "cut", "no-http", "wrong-chunk", "wrong-length", "404",
          "hang-after-head"]
# What fails, by the commands that make it and those that mend it; how; how that shows. A stream of events whose head
# was sent and that is silent then looks like any other: that is what pings are for.
PARTS = {
    "everything, behind a silent stream": (["mute", "fault *={}"], ["heal *", "unmute"], FAULTS[:3],
                                           [knows_that_the_engine_is_lost, knows_that_no_events_come]),
    "the list": (["fault /containers/json={}"], ["heal /containers/json"], FAULTS, [knows_that_the_engine_is_lost]),
    "each container": (["fault /containers/0*={}"], ["heal /containers/0*"], FAULTS, [knows_that_some_are_not_judged]),
    "events": (["fault /events={}", "cut-streams"], ["heal /events"], FAULTS[:-1], [knows_that_no_events_come]),
}
CASES = [(part, fault) for part, (_, _, faults, _) in PARTS.items() for fault in faults]


class Watched:
    """An engine that obeys, and the daemon that watches it."""

    def __init__(self, engine: SimulatedEngine, daemon: Daemon):
        self.engine, self.daemon = engine, daemon
        eventually(self.is_current, "it has read everything")
        self.peak_kib = daemon.peak_kib()

    def command(self, *lines: str) -> None:
        for line in lines:
            self.engine.command(line)

    def event(self, container: str, action: str, at: float) -> None:
        event = {"Type": "container", "Action": action, "Actor": {"ID": container}, "timeNano": int(at * NANOSECONDS)}
        self.command(f"event {json.dumps(event)}")

    def change(self) -> None:
        self.command(f"flip {FLIPPED}", f"remove {REMOVED}", f"add {ADDED}")

    def change_back(self) -> None:
        self.command(f"flip {FLIPPED}", f"add {REMOVED}", f"remove {ADDED}")

    def is_current(self) -> bool:
        page = self.daemon.metrics()
        return all(is_live(page, feed) for feed in FEEDS) and page.value("audit_complete") == 1

    def api_version(self) -> str:
        return json.loads(unix_http.get(self.daemon.socket, "/api/v1/report"))["engine"]["api_version"]

    def await_signs(self, *signs) -> None:
        def shows() -> bool:
            page = self.daemon.metrics()
            return all(sign(page) for sign in signs)

        eventually(shows, "it is told")

    def await_agreement(self) -> None:
        eventually(self.is_current, "it is current")
        eventually(lambda: self.daemon.divergence(self.engine.socket) == [], "it says what a fresh audit says")

    def transitions_of_others(self) -> list[dict]:
        """Of the findings of containers that do not change."""
        return [line for line in self.daemon.log()
                if line["event"] in TRANSITIONS and line["subject"]["kind"] == "container"
                and not line["subject"]["identity"].endswith(CHANGED)]

    def open_of_others(self) -> set[tuple[str, str]]:
        return {(labels["subject"], labels["rule"])
                for labels, _ in self.daemon.metrics().all("open_finding", kind="container")
                if not labels["subject"].endswith(CHANGED)}


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    directory = tmp_path_factory.mktemp("faults")
    with SimulatedEngine(directory, CONTAINERS) as engine, Daemon(directory, engine.socket, deadline_seconds=1) as daemon:
        yield Watched(engine, daemon)


@pytest.fixture
def watched(pair):
    """Afterwards it is as it was before; what is not about a container that changes stands the whole time."""
    transitions, open_before = pair.transitions_of_others(), pair.open_of_others()
    yield pair
    pair.await_agreement()
    pair.change_back()
    pair.await_agreement()
    assert pair.transitions_of_others() == transitions, "invented, or lost"
    assert pair.open_of_others() == open_before
    assert pair.daemon.peak_kib() - pair.peak_kib < MOST_GROWTH_KIB


@pytest.mark.parametrize("part, fault", CASES, ids=[f"{part}: {fault}" for part, fault in CASES])
def test_a_fault_is_told_and_resolves_nothing(watched, part, fault):
    broken, mended, _, signs = PARTS[part]
    open_before = watched.open_of_others()
    watched.command(*(command.format(fault) for command in broken))
    watched.change()
    watched.await_signs(*signs)
    assert watched.open_of_others() == open_before
    watched.command(*mended)


def test_an_engine_that_ends_and_comes_back_on_a_new_socket(watched):
    watched.command("refuse", "fault *=hang-up", "cut-streams")
    watched.await_signs(knows_that_the_engine_is_lost, knows_that_no_events_come)
    watched.change()
    watched.command("heal *", "replace-socket")


def test_a_new_socket_in_the_place_of_one_that_still_answers(watched):
    gaps = watched.daemon.metrics().value("event_gaps_total")
    watched.command("mute", "replace-socket")
    watched.change()
    watched.command("unmute")
    eventually(lambda: watched.daemon.metrics().value("event_gaps_total") > gaps, "it is noticed")


def test_an_engine_that_is_upgraded_behind_the_same_path(watched):
    for version in ("1.43", "1.45"):
        watched.command(f"speak {version}", "cut-streams", "replace-socket")
        eventually(lambda: watched.api_version() == version, "it speaks the engine's version")
    watched.change()


def test_a_container_that_is_listed_and_not_there(watched):
    watched.command("mute", f"add {NEW}", f"hide {NEW}", "unmute", f"touch {NEW}", f"hide {UNCHANGED}",
                    f"touch {UNCHANGED}")
    eventually(lambda: watched.daemon.metrics().value("containers", state="unjudged") == 2, "they are told")
    watched.change()
    watched.command(f"remove {NEW}", f"add {UNCHANGED}")


def test_events_that_lie_about_what_happened_and_when(watched):
    container, now = watched.engine.container(UNCHANGED)["Id"], time.time()
    before = watched.daemon.metrics()
    for at in (now, now, now - 1, now + A_YEAR, now - A_YEAR, 1):
        for action in ("destroy", "die", "start", "start", "create"):
            watched.event(container, action, at)
    watched.change()
    watched.await_agreement()
    page = watched.daemon.metrics()
    assert 0 <= page.value("detection_seconds_sum") - before.value("detection_seconds_sum") < A_DAY
    assert page.value("containers_missed_total") == before.value("containers_missed_total")
    watched.command("cut-streams")  # what is asked for next is not after the year to come


def test_an_engine_whose_clock_jumps(watched):
    for ahead in (A_DAY, -A_DAY, 0):
        watched.command(f"clock {ahead}")
        watched.change()
        watched.await_agreement()
        watched.command("cut-streams")
        watched.await_agreement()
        watched.change_back()
        watched.await_agreement()
    watched.change()


@pytest.mark.parametrize("numbers", [[UNCHANGED], range(CONTAINERS)], ids=["of one", "of all"])
def test_a_burst_of_events(watched, numbers):
    events = watched.daemon.metrics().value("events_total")
    watched.command(f"burst {BURST} {' '.join(map(str, numbers))}")
    watched.change()
    eventually(lambda: watched.daemon.metrics().value("events_total") >= events + BURST, "all are counted")


def test_what_no_event_told_of_is_found_by_the_rounds(tmp_path):
    """Few containers, so that soon each is read again though nothing says that it changed."""
    with SimulatedEngine(tmp_path, REMOVED + 1) as engine, Daemon(tmp_path, engine.socket) as daemon:
        watched = Watched(engine, daemon)
        watched.command("mute")
        watched.change()
        watched.await_agreement()
