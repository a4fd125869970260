"""plimsolld without an engine, with one that comes, goes or hangs, and under its service manager."""

import contextlib
import os
import re
import signal
import socket
from pathlib import Path

import pytest
import scene
from cases import CASES
from engine import DockerEngine
from notify_socket import NotifySocket
from programs import PLIMSOLLD, Daemon, Process, eventually, policy_directory, run, write_policy
from recording import SimulatedEngine

UNIT = Path(__file__).resolve().parents[2] / "systemd/plimsolld.service"
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
            eventually(lambda: daemon.plimsoll("status").returncode == 0, "the audit is no older than a few seconds")
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


def reload_as_the_unit_does(daemon: Daemon) -> int:
    """The exit code of the first command of ExecReload= that fails, after which systemd runs no further one; or 0."""
    for command in re.findall(r"^ExecReload=(.*)$", UNIT.read_text(), re.MULTILINE):
        check = f"{PLIMSOLLD} --config={daemon.config}"
        words = command.replace("$MAINPID", str(daemon.pid)).replace("/usr/bin/plimsolld", check).split()
        if code := run(*words).returncode:
            return code
    return 0


def test_a_bad_policy_fails_the_reload_and_is_in_the_service_managers_status_until_it_is_fixed(tmp_path):
    with NotifySocket(tmp_path) as manager, SimulatedEngine(tmp_path, 3) as engine, \
         Daemon(tmp_path, engine.socket, environment={"NOTIFY_SOCKET": str(manager.path)}) as daemon:
        eventually(lambda: manager.told("READY=1", "STATUS=Auditing 3 containers"), "READY=1")
        good = daemon.policy.read_text()

        daemon.policy.write_text(BAD_POLICY)
        assert reload_as_the_unit_does(daemon) == 2
        refusal = "STATUS=Auditing 3 containers; policy on disk is refused: "
        eventually(lambda: manager.told("READY=1", refusal, "policy.yaml:3", "hihg"), "the refusal is in STATUS=")

        daemon.policy.write_text(good)
        assert reload_as_the_unit_does(daemon) == 0
        eventually(lambda: refusal not in manager.last("STATUS="), "it is gone from STATUS=")


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


STOP_SECONDS = 10  # 5 on an idle machine; the unit gives 15


@contextlib.contextmanager
def stuck_pipe():
    """A full pipe. Its reader is open and reads nothing."""
    reader, writer = os.pipe()
    with open(reader, "rb"), open(writer, "wb", buffering=0) as pipe:
        os.set_blocking(writer, False)
        while pipe.write(b"x" * 4096):
            pass
        os.set_blocking(writer, True)
        yield pipe, {}


@contextlib.contextmanager
def stuck_journal():
    """A stream socket as journald gives it to a service; this journald hangs."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with ours, theirs:
        theirs.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while theirs.send(b"x" * 4096):
                pass
        theirs.setblocking(True)
        file = os.fstat(theirs.fileno())
        yield theirs, {"JOURNAL_STREAM": f"{file.st_dev}:{file.st_ino}"}


@contextlib.contextmanager
def full_disk():
    with open("/dev/full", "wb", buffering=0) as file:
        yield file, {}


@contextlib.contextmanager
def pipe_without_a_reader():
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb", buffering=0) as pipe:
        yield pipe, {}


@pytest.mark.parametrize("place", [stuck_pipe, stuck_journal])
def test_it_ends_when_asked_to_though_nobody_takes_its_log(tmp_path, place):
    with place() as (stderr, environment), \
         Daemon(tmp_path, tmp_path / "nobody.sock", stderr=stderr, environment=environment) as daemon:
        eventually(lambda: daemon.metrics().value("engine_up") == 0, "it has something to tell")
        assert daemon.terminate(STOP_SECONDS) == 0


@pytest.mark.parametrize("place", [stuck_pipe, stuck_journal])
def test_it_ends_when_asked_to_while_a_flood_of_lines_waits(tmp_path, place):
    with SimulatedEngine(tmp_path, 1000) as engine, place() as (stderr, environment), \
         Daemon(tmp_path, engine.socket, stderr=stderr, environment=environment) as daemon:
        def floods() -> bool:
            for number in range(1000):
                engine.command(f"flip {number}")
            daemon.await_next_audit()
            return daemon.metrics().value("queue_dropped_total", sink="log") > 0

        daemon.await_ready()
        eventually(floods, "more lines wait than the queue holds")
        assert daemon.terminate(STOP_SECONDS) == 0


@pytest.mark.parametrize("place, error", [(full_disk, "No space left on device"),
                                          (pipe_without_a_reader, "Broken pipe")])
def test_a_log_that_cannot_be_written_is_counted_and_the_audit_goes_on(tmp_path, place, error):
    with SimulatedEngine(tmp_path, 3) as engine, place() as (stderr, _), \
         Daemon(tmp_path, engine.socket, stderr=stderr) as daemon:
        eventually(lambda: daemon.await_ready().metrics().value("log_write_failures_total") > 0, "it is counted")
        daemon.await_next_audit()
        eventually(lambda: daemon.status()["log"]["write_failures"] > 3, "a line of each container")
        assert daemon.status()["log"]["last_error"] == error
        status = daemon.plimsoll("status")
        assert f"lines lost because writing failed: {error}" in status.stdout
        assert daemon.terminate() == 0


def test_no_failed_write_is_counted_where_all_is_well(alone):
    assert alone.metrics().value("log_write_failures_total") == 0
    assert alone.status()["log"] == {"lines_dropped": 0, "write_failures": 0, "last_error": None}
    assert "writing failed" not in alone.plimsoll("status").stdout


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


GOOD_POLICY = "policy: v1\n"


class WaitingCheck(Process):
    """`plimsolld --check-config --wait-for-fix` with a refused policy. It would wait for an hour."""

    def __init__(self, directory):
        self.policy = write_policy(directory, BAD_POLICY)
        self.config = directory / "plimsoll.yaml"
        self.write_config(self.policy, policy_directory(directory))
        super().__init__([PLIMSOLLD, "--check-config", "--wait-for-fix=3600", f"--config={self.config}"], directory)
        eventually(lambda: "\n" in self.output.read_text(), "it names the error")

    def write_config(self, policy, directory) -> None:
        self.config.write_text(f'policy: {{ file: "{policy}", directory: "{directory}" }}\n')


def write_in_place(check: WaitingCheck) -> None:
    check.policy.write_text(GOOD_POLICY)


def rename_over(check: WaitingCheck) -> None:
    fixed = check.policy.with_suffix(".new")
    fixed.write_text(GOOD_POLICY)
    fixed.chmod(0o600)
    fixed.rename(check.policy)


def name_another_policy(check: WaitingCheck) -> None:
    fixed = check.policy.with_name("other.yaml")
    fixed.write_text(GOOD_POLICY)
    fixed.chmod(0o600)
    check.write_config(fixed, fixed.parent / "policy.d")


@pytest.mark.parametrize("fix", [write_in_place, rename_over, name_another_policy])
def test_the_check_that_waits_ends_as_soon_as_the_error_is_fixed(tmp_path, fix):
    with WaitingCheck(tmp_path) as check:
        assert check.runs()
        fix(check)
        assert check.exit_code() == 0
        line, = check.output.read_text().splitlines()
        assert "policy.yaml:3" in line


def test_the_check_that_waits_ends_as_soon_as_the_mode_is_fixed(tmp_path):
    """The change is in the directory, not in a file."""
    directory = tmp_path / "etc"
    directory.mkdir()
    directory.chmod(0o777)
    with WaitingCheck(directory) as check:
        check.policy.write_text(GOOD_POLICY)
        assert check.runs()
        directory.chmod(0o755)
        assert check.exit_code() == 0


def test_the_check_that_waits_gives_up_and_has_told_the_error_once(tmp_path):
    config = tmp_path / "plimsoll.yaml"
    config.write_text("audit:\n  interval_secnods: 30\n")
    done = run(PLIMSOLLD, "--check-config", "--wait-for-fix=1", f"--config={config}")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_the_check_that_waits_does_not_wait_where_all_is_well(tmp_path):
    config = tmp_path / "plimsoll.yaml"
    config.write_text(f'policy: {{ file: "{write_policy(tmp_path)}", directory: "{policy_directory(tmp_path)}" }}\n')
    done = run(PLIMSOLLD, "--check-config", "--wait-for-fix=3600", f"--config={config}")
    assert (done.returncode, done.stderr) == (0, "")


@contextlib.contextmanager
def taken_port():
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield f"127.0.0.1:{other.getsockname()[1]}"


def listening_on(address: str, directory) -> list[str]:
    return [f"--web.listen-address={address}", f"--status.socket={directory}/status.sock",
            f"--policy.file={write_policy(directory)}", f"--policy.directory={policy_directory(directory)}",
            f"--engine.address=unix://{directory}/no-engine.sock", f"--config={write_config(directory)}"]


def write_config(directory):
    config = directory / "empty.yaml"
    config.write_text("")
    config.chmod(0o600)
    return config


def test_a_start_on_a_port_in_use_names_it_once_and_gives_up(tmp_path):
    with taken_port() as address:
        done = run(PLIMSOLLD, "--wait-for-fix=1", *listening_on(address, tmp_path))
    assert done.returncode == 2
    line, = [line for line in done.stderr.splitlines() if not line.startswith("{")]
    assert address in line


def test_a_start_on_a_port_in_use_succeeds_once_the_port_is_free(tmp_path):
    with taken_port() as address:
        daemon = Process([PLIMSOLLD, "--wait-for-fix=3600", *listening_on(address, tmp_path)], tmp_path)
        daemon.__enter__()
        eventually(lambda: address in daemon.output.read_text(), "it names the port")
    try:
        eventually(lambda: "policy.loaded" in daemon.output.read_text() and (tmp_path / "status.sock").exists(), "it has started")
        assert daemon.terminate() == 0
    finally:
        daemon.__exit__()
