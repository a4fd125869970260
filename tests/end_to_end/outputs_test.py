"""The same findings leave through every side: metrics, log, status socket, command line, snapshot."""

import json

import pytest
from cases import PLANTED_SECRET
from engine import BASE_IMAGE
from programs import audit, eventually, plimsoll, run

NEVER_SAME = ("first_seen",)
OF_THE_MOMENT = {"host-runs-other-programs", "other-engine-present"}  # on a machine that does more than this


def stands_alone(result: dict) -> bool:
    return result["open"] and result["implied_by"] is None


def judged(results: list[dict]) -> dict[tuple[str, str], dict]:
    """By subject and rule, without what depends on when it was judged."""
    return {(result["subject"]["identity"], result["rule"]):
            {key: value for key, value in result.items() if key not in NEVER_SAME} for result in results
            if result["rule"] not in OF_THE_MOMENT}


@pytest.fixture(scope="module")
def live_audit(engine, daemon, built_in_policy):
    return json.loads(audit(engine.socket, built_in_policy, "-o", "json").stdout)


def test_promtool_finds_nothing_wrong_with_the_page(daemon):
    lint = run("promtool", "check", "metrics", stdin=daemon.metrics().page)
    assert (lint.returncode, lint.stdout, lint.stderr) == (0, "", "")


def test_a_series_stands_for_each_open_finding_worth_an_alert_and_for_no_other(daemon):
    expected = {(result["subject"]["identity"], result["rule"]) for result in daemon.findings()
                if stands_alone(result) and result["severity"] in ("critical", "high")}
    assert expected
    assert daemon.metrics().open_findings() == expected


def test_the_page_counts_what_the_status_socket_lists(daemon):
    metrics, results = daemon.metrics(), daemon.findings()
    for rule in ("privileged", "runs-as-root", "default-bridge"):
        count = sum(stands_alone(result) for result in results if result["rule"] == rule)
        assert metrics.value("findings", rule=rule, status="open") == count > 0
    containers = {result["subject"]["id"] for result in results if result["subject"]["kind"] == "container"}
    assert metrics.value("containers", state="judged") == len(containers)
    assert metrics.value("containers", state="unjudged") == 0
    assert metrics.value("engine_up") == 1


def test_the_log_begins_with_one_line_a_subject(daemon):
    identities = [line["subject"]["identity"] for line in daemon.logged("finding.baseline")]
    assert len(identities) == len(set(identities))
    assert {"host", "plain", "privileged"} <= set(identities)
    assert daemon.logged("policy.loaded")
    assert daemon.logged("audit.done")[0]["complete"]


def test_what_comes_and_goes_later_is_logged_line_by_line(daemon, engine, container):
    container("comes-and-goes", "--privileged", BASE_IMAGE)
    finding = {"subject": "comes-and-goes", "rule": "privileged"}
    opened, = eventually(lambda: daemon.logged("finding.opened", **finding), "it is opened")
    assert (opened["level"], opened["severity"]) == ("error", "critical")
    assert opened["evidence"][0]["path"] == "HostConfig.Privileged"
    engine.docker("rm", "--force", "comes-and-goes")
    eventually(lambda: daemon.logged("finding.resolved", **finding), "it is resolved")
    assert ("comes-and-goes", "privileged") not in daemon.metrics().open_findings()


def test_an_audit_without_a_daemon_finds_the_same(daemon, live_audit):
    daemon.await_next_audit()
    assert judged(live_audit["results"]) == judged(daemon.findings())
    assert live_audit["complete"] is True
    assert live_audit["incomplete"] == []


def test_an_audit_of_a_snapshot_finds_the_same(engine, live_audit, built_in_policy, tmp_path):
    file = tmp_path / "snapshot.json"
    assert plimsoll("snapshot", f"--engine=unix://{engine.socket}", str(file)).returncode == 0
    done = plimsoll("audit", f"--from={file}", f"--policy={built_in_policy}", "-o", "json")
    assert done.returncode == 1
    assert judged(json.loads(done.stdout)["results"]) == judged(live_audit["results"])


def test_the_exit_code_of_an_audit_tells_whether_something_is_open(engine, built_in_policy):
    assert audit(engine.socket, built_in_policy).returncode == 1
    assert audit(engine.socket, built_in_policy, "--fail-on=never").returncode == 0


def test_an_audit_without_an_engine_says_so(tmp_path, built_in_policy):
    done = audit(tmp_path / "nobody.sock", built_in_policy)
    assert done.returncode == 3
    assert "nobody.sock" in done.stderr


def test_status_is_content_however_much_is_open(daemon):
    done = daemon.plimsoll("status")
    assert done.returncode == 0
    assert done.stdout.startswith("Root on this host already:")
    assert "privileged" in done.stdout
    assert "degraded" not in done.stdout


def test_findings_lists_each_subject_with_its_rules(daemon):
    table = daemon.plimsoll("findings", "--subject=docker-socket").stdout
    assert "docker-socket-mounted" in table
    assert "/var/run/docker.sock" in table


def test_why_tells_the_evidence_and_what_to_type(daemon):
    page = daemon.plimsoll("why", "cap-sys-admin", "capability-root-equivalent").stdout
    assert "SYS_ADMIN" in page
    assert "--cap-add=SYS_ADMIN" in page
    assert "wanted:" in page


def test_why_of_an_unknown_container_names_close_ones(daemon):
    done = daemon.plimsoll("why", "privilegd")
    assert done.returncode == 2
    assert "privileged" in done.stderr


def test_explain_and_rules_tell_of_each_rule():
    rules = json.loads(plimsoll("rules", "-o", "json").stdout)["rules"]
    table = plimsoll("rules").stdout
    for rule in rules:
        assert rule["rule"] in table
    page = plimsoll("explain", "docker-socket-mounted").stdout
    assert rules and "docker-socket-mounted" in page and "critical" in page


@pytest.mark.parametrize("arguments", [["findings"], ["findings", "-o", "json"], ["why", "planted-secrets"],
                                       ["why", "planted-secrets", "-o", "json"], ["status"], ["status", "-o", "json"]],
                         ids=" ".join)
def test_no_answer_of_the_daemon_holds_a_secret_of_a_container(daemon, arguments):
    done = daemon.plimsoll(*arguments)
    assert done.returncode == 0
    assert PLANTED_SECRET not in done.stdout + done.stderr


def test_neither_page_nor_log_nor_snapshot_holds_a_secret_of_a_container(engine, daemon):
    snapshot = plimsoll("snapshot", f"--engine=unix://{engine.socket}").stdout
    assert "planted-secrets" in snapshot
    assert PLANTED_SECRET not in snapshot + daemon.metrics().page + daemon.output.read_text()
