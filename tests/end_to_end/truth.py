"""What a plimsolld tells after a fault, held against a fresh audit, against its own log and against what it took before."""

import contextlib

from programs import eventually

_MOST_GROWTH_KIB = 4 * 1024
# Which programs run in containers, what a slow look into an image's layers found, and whether who was young when
# everything was read has dropped root: that comes with the rounds.
_SEEN_IN_ROUNDS = (" sshd-running: ", " image-setuid-file: ", " runs-as-root: ")


def expect_the_same_as_a_fresh_audit(daemon, engine) -> None:
    """Of an engine that nobody changes any more."""
    def differs() -> list[str]:
        return [line for line in daemon.divergence(engine.socket) if not any(rule in line for rule in _SEEN_IN_ROUNDS)]

    with contextlib.suppress(AssertionError):
        eventually(lambda: not differs(), "a fresh audit finds the same")
    left = differs()
    assert not left, "\n".join(left)


def transitions(daemon, container: str) -> list[tuple[str, str]]:
    """Of its findings, as (event, rule), in the log's order; without the one that waits until a container is no more
    young, and so opens whatever happens."""
    return [(line["event"], line["rule"]) for line in daemon.log()
            if "rule" in line and line["rule"] != "runs-as-root" and line["subject"]["identity"] == container]


def expect_a_log_that_adds_up(daemon) -> None:
    """Nothing opened twice or resolved twice; what was opened and not resolved is told as open, and nothing resolved is."""
    assert daemon.logged("queue.dropped") == []
    history = _history(daemon)
    open_now = {_key(result) for result in daemon.findings("--only=violations")}
    wrong = {key for key, is_open in history.items() if is_open != (key in open_now)}
    assert not wrong, wrong


def _key(of: dict) -> tuple[str, str, str]:
    return of["subject"]["kind"], of["subject"]["identity"], of["rule"]


def _history(daemon) -> dict[tuple[str, str, str], bool]:
    """Whether each finding that changed was left open."""
    is_open: dict[tuple[str, str, str], bool] = {}
    explained = set()
    for line in daemon.log():
        opens = line["event"] in ("finding.opened", "finding.reopened")
        if not opens and line["event"] != "finding.resolved":
            continue
        key = _key(line)
        # One that another finding explained is told again when it has to stand for itself.
        assert is_open.get(key) is not opens or key in explained, f"twice: {line}"
        explained = explained | {key} if "implied_by" in line else explained - {key}
        is_open[key] = opens
    return is_open


@contextlib.contextmanager
def flat_memory(daemon):
    """Whatever happens in the block must not leave it with more than a little more."""
    before = daemon.peak_kib()
    yield
    after = daemon.peak_kib()
    assert after - before < _MOST_GROWTH_KIB, f"at most {before} KiB before, {after} KiB now"
