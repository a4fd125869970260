"""The daemon in its unit's sandbox sees what root sees, or says that it does not."""

import json
import time
from dataclasses import dataclass

import pytest
from divergence import verdicts
from installed import CHANGES_MEANWHILE, unexpected_unknowns

EQUAL = "the report equals root's"
DOWN = "source host is down"


def rights(capabilities: str) -> str:
    """Lines that leave the daemon these capabilities only."""
    return "\n".join(f"{setting}=\n{setting}={capabilities}" for setting in ("CapabilityBoundingSet", "AmbientCapabilities"))


# Lines added to the unit with which the daemon still sees all that root sees.
HARMLESS = [
    # relaxed
    "RestrictSUIDSGID=no",
    "PrivateTmp=no",
    "PrivateDevices=no",
    "ProtectHome=no",
    "ProtectSystem=no",
    "ProtectControlGroups=no",
    "ProtectKernelTunables=no",
    # another view of the files: the host is read below the root of process 1
    "ProtectHome=yes",
    "ProtectHome=tmpfs",
    "InaccessiblePaths=/etc/docker /etc/systemd /usr/lib/systemd",
    "InaccessiblePaths=/var/lib/docker /run/containerd",
    "TemporaryFileSystem=/etc:ro\nBindReadOnlyPaths=/etc/plimsoll",
    "TemporaryFileSystem=/:ro\nBindReadOnlyPaths=/usr /lib /lib64 /etc/plimsoll /run",
    # another view of /proc: with CAP_SYS_PTRACE no process is hidden
    "ProtectProc=invisible",
    "ProtectProc=ptraceable",
    "ProcSubset=pid",
    # other namespaces
    "PrivateNetwork=yes",
    "PrivateIPC=yes",
    # a system call that it can do without
    "SystemCallFilter=~openat2",
]

# Lines that hide a part of the host from the daemon, each with the words by which `plimsoll doctor` names the way out.
BLINDING = [
    ("SystemCallFilter=~readlink readlinkat", "SystemCallFilter=readlink"),
    (rights("CAP_DAC_READ_SEARCH"), "CAP_SYS_PTRACE"),
    (rights("CAP_SYS_PTRACE"), "CAP_DAC_READ_SEARCH"),
    (rights(""), "CAP_DAC_READ_SEARCH"),
    (f"TemporaryFileSystem=/etc:ro\nBindReadOnlyPaths=/etc/plimsoll\n{rights('CAP_DAC_READ_SEARCH')}", "InaccessiblePaths= without /etc"),
    ("PrivateUsers=yes", "PrivateUsers=no"),
]

_SETTLE_SECONDS = 10


def await_verdicts(service) -> None:
    """The first audit, and the processes of containers that started only now."""
    def none_is_pending() -> bool:
        return all(result["cause"] != "pending" for result in service.report()["results"])

    service.await_active().await_audit()
    service.system.eventually(none_is_pending, "no verdict is pending")


def comparable(report: dict) -> dict:
    """(Verdict, items) by kind, identity and rule; of the host and the engine too."""
    judged = verdicts(report, leave_out=())
    return {key: known(verdict) if key[-1] == CHANGES_MEANWHILE else verdict for key, verdict in judged.items()}


def known(verdict: tuple) -> tuple:
    return verdict if verdict[0] == "unknown" else ("known",)


@dataclass(frozen=True)
class Difference:
    verdict: tuple[str, str, str]  # of which kind, subject and rule
    ours: tuple | None  # what, with which items; None: not judged
    roots: tuple | None

    @property
    def is_unknown(self) -> bool:
        """The daemon does not know, and says so."""
        return self.ours is not None and self.ours[0] == "unknown"


def differences(service) -> list[Difference]:
    """From root's report in the same system."""
    ours, roots = comparable(service.report()), comparable(service.audit())
    return [Difference(key, ours.get(key), roots.get(key)) for key in sorted(ours.keys() | roots.keys())
            if ours.get(key) != roots.get(key)]


def host_is_down(service) -> bool:
    return service.status()["freshness"]["host"]["state"] == "down"


def host_remedies(service) -> list[str]:
    """What the daemon's doctor advises about the facts of the host."""
    checks = json.loads(service.command("doctor", "-o", "json").stdout)["checks"]
    return [check["remedy"] for check in checks if check["id"].startswith("host-") and check["remedy"]]


def outcome(service) -> str:
    """EQUAL, DOWN, or the verdicts that should not differ from root's."""
    await_verdicts(service)
    deadline = time.monotonic() + _SETTLE_SECONDS
    while True:
        down, differing = host_is_down(service), differences(service)
        wrong = [line for line in differing if not (down and line.is_unknown)]
        if not wrong:
            return DOWN if down else EQUAL
        if time.monotonic() > deadline:
            return "\n".join(map(str, wrong))


def test_no_verdict_is_unknown_without_a_listed_reason(service):
    await_verdicts(service)
    assert unexpected_unknowns(service.audit()) == []
    assert unexpected_unknowns(service.report()) == []


def test_the_report_equals_roots(service):
    assert outcome(service) == EQUAL
    assert service.command("status").returncode == 0
    assert service.metrics().value("source_state", source="host", state="live") == 1


def one_line(lines: str) -> str:
    return lines.replace("\n", " ")


@pytest.mark.parametrize("lines", HARMLESS, ids=one_line)
def test_with_this_line_in_the_unit_the_report_still_equals_roots(service, lines):
    with service.drop_in(lines):
        assert outcome(service) == EQUAL


@pytest.mark.parametrize(("lines", "named"), BLINDING, ids=[one_line(lines) for lines, _ in BLINDING])
def test_with_this_line_in_the_unit_it_says_what_it_cannot_read_and_names_the_line(service, lines, named):
    with service.drop_in(lines):
        assert outcome(service) == DOWN
        assert any(named in remedy for remedy in host_remedies(service)), host_remedies(service)


def test_a_host_that_cannot_be_read_is_told_everywhere(service):
    with service.drop_in(rights("")):
        assert outcome(service) == DOWN
        assert service.command("status").returncode == 1
        assert service.metrics().value("source_state", source="host", state="down") == 1
        reasons = service.logged("host.unreadable")
        assert reasons and all(line["cause"] for line in reasons)


def test_the_drop_in_without_host_facts_makes_verdicts_unknown_and_none_wrong(service):
    text = service.system.path("/usr/share/doc/plimsoll/without-host-facts.conf").read_text()
    with service.drop_in(text.partition("[Service]\n")[2]):
        await_verdicts(service)
        told = service.logged("host.unreadable")
        assert told and all(line["accepted"] for line in told)
        assert not host_is_down(service)
        assert [difference for difference in differences(service) if not difference.is_unknown] == []
