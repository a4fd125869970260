"""`plimsoll doctor` on each fault, with the real programs: it names the fault and what to do."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess

import pytest
from programs import PLIMSOLL, Daemon, eventually, plimsoll

_NOBODY = 65534
_WITHOUT_CAPABILITIES = ["--bounding-set=-all", "--inh-caps=-all"]


def _first_process_is_readable() -> bool:
    with contextlib.suppress(PermissionError):
        return bool(os.readlink("/proc/1/ns/pid"))
    return False


# These depend on the machine of the tests: its /proc, and whether its PID 1 lets root read its namespaces.
_OF_THE_MACHINE = {"capabilities", "proc", "user-namespace", "hidden-paths",
                   *([] if _first_process_is_readable() else ["host-containers"])}


@pytest.fixture
def own_daemon(engine, tmp_path):
    with Daemon(tmp_path, engine.socket) as daemon:
        yield daemon.await_ready()


@pytest.fixture
def as_nobody(tmp_path_factory):
    """Runs plimsoll as nobody, without a capability, in `group`."""
    directory = tmp_path_factory.mktemp("for-nobody")
    program = shutil.copy(PLIMSOLL, directory / "plimsoll")
    for path in (directory, *list(directory.parents)[:2]):
        path.chmod(path.stat().st_mode | 0o011)

    def run(*arguments, group: int = _NOBODY) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["setpriv", f"--reuid={_NOBODY}", f"--regid={group}", "--clear-groups", *_WITHOUT_CAPABILITIES, program,
             *arguments],
            env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False, timeout=60)
    return run


def checks(done: subprocess.CompletedProcess) -> dict[str, dict]:
    return {check["id"]: check for check in json.loads(done.stdout)["checks"]}


def doctor(daemon: Daemon) -> dict[str, dict]:
    return checks(daemon.plimsoll("doctor", "-o", "json"))


def troubles(found: dict[str, dict]) -> set[str]:
    return {check["id"] for check in found.values() if check["state"] in ("warning", "fault")} - _OF_THE_MACHINE


def test_a_daemon_that_is_well_and_scraped_has_no_trouble(own_daemon):
    assert troubles(doctor(own_daemon)) == {"scrape"}, "nothing scrapes it yet"
    assert own_daemon.get("/metrics")[0] == 200
    found = doctor(own_daemon)
    assert troubles(found) == set(), found
    assert found["engine"]["seen"].startswith("docker ")
    assert "may connect" in found["engine-socket"]["seen"]
    assert found["notification"]["state"] == "unknown"
    assert found["kernel"]["seen"] == os.uname().release


def test_the_exit_code_and_the_page_say_what_the_document_says(own_daemon):
    page = own_daemon.plimsoll("doctor")
    assert page.returncode == 1, "nothing scrapes it"
    assert "\nwarning  scrape " in page.stdout
    assert "; remedy: add the job of " in page.stdout
    document = json.loads(own_daemon.plimsoll("doctor", "-o", "json").stdout)
    assert (document["schema"], document["answered_by"]) == ("plimsoll.doctor/v1", "plimsolld")
    assert document["process"]["user"]["id"] == os.getuid()
    own_daemon.get("/metrics")
    scraped = own_daemon.plimsoll("doctor", "-o", "json")
    trouble = [check for check in checks(scraped).values() if check["state"] in ("warning", "fault")]
    assert scraped.returncode == (1 if trouble else 0), trouble


def test_an_engine_that_is_gone_is_a_fault(tmp_path):
    with Daemon(tmp_path, tmp_path / "no-engine.sock") as daemon:
        found = eventually(lambda: (seen := doctor(daemon))["engine"]["state"] == "fault" and seen, "the engine is lost")
        assert {"engine", "engine-socket", "source-lists", "audit", "degraded"} <= troubles(found)
        assert found["engine-socket"]["seen"] == f"{tmp_path}/no-engine.sock does not exist"
        assert "systemctl start docker" in found["engine-socket"]["remedy"]
        assert found["host"]["state"] == "unknown"


def test_a_policy_that_is_refused_is_named_with_its_line(own_daemon):
    assert doctor(own_daemon)["policy"]["state"] == "ok"
    own_daemon.policy.write_text("policy: v1\nrulez: {}\n")
    own_daemon.send(signal.SIGHUP)
    eventually(lambda: own_daemon.logged("policy.refused"), "the policy is refused")
    policy = doctor(own_daemon)["policy"]
    assert policy["state"] == "fault"
    assert f"refused: {own_daemon.policy}:2: " in policy["seen"]
    assert policy["remedy"].endswith("then systemctl reload plimsolld")


def test_a_policy_that_was_changed_and_not_loaded_is_a_warning(own_daemon):
    own_daemon.policy.write_text("policy: v1\nrules: { privileged: { severity: high } }\n")
    policy = doctor(own_daemon)["policy"]
    assert (policy["state"], policy["remedy"]) == ("warning", "systemctl reload plimsolld")
    own_daemon.send(signal.SIGHUP)
    eventually(lambda: doctor(own_daemon)["policy"]["state"] == "ok", "the policy is loaded")


def test_without_a_daemon_it_looks_itself_and_says_so(engine, tmp_path):
    done = plimsoll("doctor", "-o", "json", f"--socket={tmp_path}/none.sock", f"--engine=unix://{engine.socket}")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["answered_by"] == "plimsoll"
    found = checks(done)
    assert troubles(found) == {"daemon"}, found
    assert found["daemon"]["seen"] == f"no plimsolld runs: {tmp_path}/none.sock does not exist"
    assert found["host-engine-files"]["state"] == "ok"


def test_with_neither_daemon_nor_engine_it_is_three_and_the_host_is_examined(tmp_path):
    done = plimsoll("doctor", "-o", "json", f"--socket={tmp_path}/none.sock", f"--engine=unix://{tmp_path}/none.sock")
    assert done.returncode == 3
    found = checks(done)
    assert {"daemon", "engine", "engine-socket"} <= troubles(found)
    assert found["host-kernel-settings"]["state"] == "ok"


def test_a_daemon_that_hangs_is_told_and_does_not_hold_up_the_checks(own_daemon, engine):
    own_daemon.send(signal.SIGSTOP)
    done = own_daemon.plimsoll("doctor", "-o", "json", f"--engine=unix://{engine.socket}")
    own_daemon.send(signal.SIGCONT)
    assert done.returncode == 1
    assert checks(done)["daemon"]["seen"].endswith("plimsolld hangs: no answer within 5 s")


def test_a_socket_of_another_program_is_told(tmp_path, engine):
    path = tmp_path / "other.sock"
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as other:
        other.bind(str(path))
        done = plimsoll("status", f"--socket={path}")
        assert done.returncode == 3
        assert f"no plimsolld runs: nothing listens on {path}; start it with: " in done.stderr


def test_a_status_socket_that_is_closed_to_the_caller_names_the_group(own_daemon, as_nobody):
    for path in (own_daemon.socket.parent, *list(own_daemon.socket.parents)[1:3]):
        path.chmod(path.stat().st_mode | 0o011)
    status = as_nobody("status", f"--socket={own_daemon.socket}")
    assert status.returncode == 3
    assert status.stderr == f"plimsoll: {own_daemon.socket}: permission denied; join group plimsoll or use sudo\n"
    done = as_nobody("doctor", "-o", "json", f"--socket={own_daemon.socket}")
    found = checks(done)
    assert found["daemon"]["remedy"] == "join group plimsoll or use sudo"
    assert done.returncode == 3, "no engine answers it either"


def test_an_engine_socket_that_is_closed_to_the_caller_names_its_group(engine, as_nobody, tmp_path):
    done = as_nobody("doctor", "-o", "json", f"--socket={tmp_path}/none.sock", f"--engine=unix://{engine.socket}")
    assert done.returncode == 3
    closed = checks(done)["engine-socket"]
    assert closed["state"] == "fault", closed
    assert "uid 65534" in closed["seen"]
    assert closed["remedy"]


def test_without_capabilities_it_names_the_one_that_is_missing_for_each_fact(engine, as_nobody, tmp_path):
    group = engine.socket.stat().st_gid
    done = as_nobody("doctor", "-o", "json", f"--socket={tmp_path}/none.sock", f"--engine=unix://{engine.socket}",
                     group=group)
    assert done.returncode == 1, done.stderr
    found = checks(done)
    assert found["engine"]["state"] == "ok", found["engine"]
    assert "as a member of group" in found["engine-socket"]["seen"]
    assert "CAP_DAC_READ_SEARCH CAP_SYS_PTRACE" in found["capabilities"]["seen"]
    for area, capability in (("host-engine-files", "CAP_DAC_READ_SEARCH"), ("host-image-layers", "CAP_DAC_READ_SEARCH"),
                             ("host-containers", "CAP_SYS_PTRACE"), ("host-engine-listeners", "CAP_SYS_PTRACE")):
        assert found[area]["state"] == "warning", found[area]
        assert "no_permission" in found[area]["seen"]
        assert found[area]["remedy"] == f"run it with {capability}: sudo plimsoll doctor"


def test_text_of_the_engine_cannot_move_the_cursor(tmp_path):
    done = plimsoll("doctor", f"--socket={tmp_path}/\x1b[31m.sock", f"--engine=unix://{tmp_path}/\x1b[2J.sock")
    assert done.returncode == 3
    assert "\x1b" not in done.stdout + done.stderr
    assert "\\x1b[2J" in done.stdout


_HIDDEN_ROOT = """mount -t tmpfs tmpfs {directory}
mkdir -p {directory}/systemd/inaccessible/dir
mount --bind {directory}/systemd/inaccessible/dir /root"""


@pytest.mark.parametrize(("check", "remedy", "unshare", "sandbox", "prefix"), [
    ("proc", "ProtectProc=default", ["--mount"], "mount -t proc -o hidepid=2 proc /proc",
     ["setpriv", "--bounding-set=-sys_ptrace"]),
    ("proc", "ProcSubset=all", ["--mount"], "mount -t proc -o subset=pid proc /proc", []),
    ("hidden-paths", "ProtectHome=read-only", ["--mount"], _HIDDEN_ROOT, []),
    ("capabilities", "sudo plimsoll doctor", ["--mount"], ":",
     ["setpriv", "--bounding-set=-dac_read_search,-dac_override"]),
    ("user-namespace", "PrivateUsers=no", ["--user", "--map-root-user"], ":", []),
], ids=["hidepid", "subset", "hidden path", "capability", "user namespace"])
def test_a_sandbox_that_hides_the_host_is_named_by_its_line(tmp_path, check, remedy, unshare, sandbox, prefix):
    plain = checks(plimsoll("doctor", "-o", "json", f"--engine=unix://{tmp_path}/none.sock"))
    assert plain[check]["state"] == "ok", plain[check]
    script = f'set -e\n{sandbox.format(directory=tmp_path)}\nexec "$@"'
    done = subprocess.run(["unshare", *unshare, "sh", "-c", script, "sh", *prefix, PLIMSOLL, "doctor", "-o", "json",
                           f"--engine=unix://{tmp_path}/none.sock"],
                          capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 3, done.stderr
    found = checks(done)[check]
    assert found["state"] == "warning", found
    assert remedy in found["remedy"]
