"""Verdicts of the daemon and of an audit as root about the guest, compared with each other and with the kernel."""

import guest_scene
import pytest
from installed import unexpected_unknowns


@pytest.fixture(scope="module", params=["daemon", "audit"])
def report(request):
    return request.getfixturevalue({"daemon": "known", "audit": "audit"}[request.param])


@pytest.fixture(scope="module")
def kernel(guest):
    return guest_scene.kernel_views(guest)


def verdict(report: dict, container: str, rule: str) -> str:
    found, = (result["verdict"] for result in report["results"]
              if (result["subject"]["kind"], result["subject"]["name"], result["rule"]) == ("container", container, rule))
    return found


def holds(report: dict, container: str, rule: str, is_violated: bool) -> bool:
    return verdict(report, container, rule) == ("violation" if is_violated else "pass")


def test_only_the_listed_verdicts_are_unknown(report):
    unknowns = unexpected_unknowns(report)
    assert not unknowns, "\n".join(unknowns)


def test_the_audit_is_complete(report):
    assert (report["complete"], report["incomplete"]) == (True, [])


def test_the_daemon_knows_what_an_audit_as_root_finds(differences):
    assert not differences, "\n".join(differences)


@pytest.mark.parametrize("container", guest_scene.CONTAINERS)
def test_apparmor_is_judged_by_the_kernels_label(report, kernel, container):
    label = kernel[container].label
    assert holds(report, container, "apparmor-disabled", not label.endswith(" (enforce)")), label


def test_the_containers_have_each_apparmor_mode(kernel):
    assert {view.label for view in kernel.values()} == {
        "docker-default (enforce)", "lab-enforce (enforce)", "lab-complain (complain)", "lab-unconfined (unconfined)", "unconfined"}


@pytest.mark.parametrize("container", guest_scene.CONTAINERS)
def test_limits_are_judged_by_the_control_groups_files(report, kernel, container):
    seen = kernel[container]
    assert holds(report, container, "memory-limit-missing", seen.memory == "max"), seen
    assert holds(report, container, "pids-limit-missing", seen.pids == "max"), seen
    assert holds(report, container, "cpu-limit-missing", seen.cpu.startswith("max ") and seen.weight == "100"), seen
    if seen.memory != "max":
        assert holds(report, container, "swap-unlimited", seen.swap == "max"), seen


@pytest.mark.parametrize("container", guest_scene.CONTAINERS)
def test_a_limit_is_the_one_that_was_asked_for(report, container):
    assert verdict(report, container, "limit-changed") == "pass"


def test_the_containers_have_limits_and_none(kernel):
    limited = kernel["asked-unconfined"]
    assert (limited.memory, limited.swap, limited.pids, limited.cpu) == (str(64 << 20), str(32 << 20), "50", "50000 100000")
    assert (kernel["default"].memory, kernel["enforce"].swap) == ("max", "max")
    assert int(kernel["enforce"].pids) > 50, "nobody asked for it: systemd gives each scope its DefaultTasksMax="
    assert kernel["complain"].weight != "100"
