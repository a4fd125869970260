"""plimsolld without an engine, with one that comes, goes or hangs, and under its service manager."""

import contextlib
import signal
import socket

import pytest
import scene
from cases import CASES
from engine import DockerEngine
from notify_socket import NotifySocket
from programs import PLIMSOLLD, Daemon, eventually, policy_directory, run, write_policy

PRIVILEGED = ("privileged", "privileged")  # subject and rule
BAD_POLICY = "policy: v1\nrules:\n  privileged: { severity: hihg }\n"
POLICY_WITHOUT_PRIVILEGED = 'policy: v1\nrules:\n  privileged: { enabled: false, reason: "A test of it" }\n'


@contextlib.contextmanager
def engine_that_hangs(path):
    """Takes connections, and never a word from them."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen(64)
        yield path


@pytest.fixture
def alone(tmp_path):
    """A daemon whose engine is not there."""
    with Daemon(tmp_path, tmp_path / "nobody.sock") as daemon:
        yield daemon


def test_without_an_engine_it_stays_up_and_says_so(alone):
    eventually(lambda: alone.logged("engine.lost"), "engine.lost is logged")
    assert alone.metrics().value("engine_up") == 0
    assert alone.get("/-/ready")[0] == 503
    assert alone.get("/-/healthy")[0] == 200
    status = alone.plimsoll("status")
    assert status.returncode == 1
    assert "nobody.sock" in status.stdout
    assert alone.runs()


def test_before_the_first_audit_no_finding_is_counted(alone):
    assert alone.metrics().all("findings") == []
    assert alone.metrics().all("containers") == []


def test_without_an_engine_the_service_manager_hears_that_it_is_up_but_blind(tmp_path):
    with NotifySocket(tmp_path) as manager, \
         Daemon(tmp_path, tmp_path / "nobody.sock", environment={"NOTIFY_SOCKET": str(manager.path)}) as daemon:
        eventually(lambda: manager.told("READY=1", "STATUS=", "nobody.sock"), "READY=1")
        assert daemon.terminate() == 0
        eventually(lambda: manager.told("STOPPING=1"), "STOPPING=1")


def test_the_watchdog_is_fed_while_the_engine_hangs(tmp_path):
    with NotifySocket(tmp_path) as manager, engine_that_hangs(tmp_path / "engine.sock") as engine_socket:
        environment = {"NOTIFY_SOCKET": str(manager.path), "WATCHDOG_USEC": "200000"}
        with Daemon(tmp_path, engine_socket, deadline_seconds=300, environment=environment) as daemon:
            eventually(lambda: manager.count("WATCHDOG=1") >= 10, "ten signs of life")
            assert daemon.get("/-/ready")[0] == 503
            assert daemon.terminate() == 0  # with a request under way


def test_an_engine_that_comes_late_is_judged_and_one_that_goes_resolves_nothing(tmp_path):
    late = DockerEngine()
    with Daemon(tmp_path, late.socket) as daemon:
        eventually(lambda: daemon.logged("engine.lost"), "engine.lost is logged")
        with late:
            scene.set_up(late, scene.select(CASES, {"privileged"}))
            eventually(lambda: PRIVILEGED in daemon.metrics().open_findings(), "the container is judged")
            assert daemon.logged("engine.back")
            assert daemon.plimsoll("status").returncode == 0
        eventually(lambda: daemon.metrics().value("engine_up") == 0, "the engine is missed")
        assert PRIVILEGED in daemon.metrics().open_findings()
        assert "privileged" in daemon.plimsoll("findings").stdout
        assert daemon.plimsoll("status").returncode == 1
        assert daemon.logged("finding.resolved", subject="privileged") == []


def test_a_bad_policy_at_reload_keeps_the_old_one_in_force(tmp_path, engine):
    with Daemon(tmp_path, engine.socket) as daemon:
        in_force = daemon.await_ready().metrics().all("policy_info")
        good = daemon.policy.read_text()

        daemon.policy.write_text(BAD_POLICY)
        daemon.send(signal.SIGHUP)
        refused, = eventually(lambda: daemon.logged("policy.refused"), "policy.refused is logged")
        assert "policy.yaml:3" in refused["error"]
        assert "hihg" in refused["error"]
        eventually(lambda: ("host", "policy-refused") in daemon.metrics().open_findings(), "the finding")
        assert daemon.metrics().all("policy_info") == in_force
        assert daemon.plimsoll("status").returncode == 1

        daemon.policy.write_text(good)
        daemon.send(signal.SIGHUP)
        eventually(lambda: ("host", "policy-refused") not in daemon.metrics().open_findings(), "it is resolved")
        assert daemon.logged("finding.resolved", subject="host", rule="policy-refused")
        assert daemon.plimsoll("status").returncode == 0


def test_a_policy_that_others_can_write_is_refused(tmp_path, engine):
    with Daemon(tmp_path, engine.socket) as daemon:
        daemon.await_ready()
        daemon.policy.chmod(0o666)
        daemon.send(signal.SIGHUP)
        assert eventually(lambda: daemon.logged("policy.refused"), "policy.refused is logged")


def test_a_reload_takes_a_new_policy_into_force(tmp_path, engine):
    with Daemon(tmp_path, engine.socket) as daemon:
        daemon.await_ready()
        daemon.policy.write_text(POLICY_WITHOUT_PRIVILEGED)
        daemon.send(signal.SIGHUP)
        off = {"rule": "privileged", "status": "off"}
        eventually(lambda: daemon.metrics().value("findings", **off) == 1, "the rule is off")
        assert PRIVILEGED not in daemon.metrics().open_findings()
        assert "A test of it" in daemon.plimsoll("status").stdout


def test_it_ends_when_asked_to(tmp_path, engine):
    with Daemon(tmp_path, engine.socket) as daemon:
        daemon.await_ready()
        assert daemon.terminate() == 0


@pytest.mark.parametrize("text, exit_code, said", [
    ("policy: v1\n", 0, ""),
    (BAD_POLICY, 2, "policy.yaml:3"),
], ids=["good", "bad"])
def test_the_check_before_a_start_names_the_mistake(tmp_path, text, exit_code, said):
    policy, directory, config = write_policy(tmp_path, text), policy_directory(tmp_path), tmp_path / "plimsoll.yaml"
    config.write_text(f'policy: {{ file: "{policy}", directory: "{directory}" }}\n')
    done = run(PLIMSOLLD, "--check-config", f"--config={config}")
    assert done.returncode == exit_code
    assert said in done.stderr


def test_the_check_before_a_start_reads_the_configuration_too(tmp_path):
    config = tmp_path / "plimsoll.yaml"
    config.write_text("audit:\n  interval_secnods: 30\n")
    done = run(PLIMSOLLD, "--check-config", f"--config={config}")
    assert done.returncode == 2
    assert "plimsoll.yaml:2" in done.stderr
    assert "interval_seconds" in done.stderr
