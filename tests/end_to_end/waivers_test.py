"""An accepted violation is shown as accepted, on a real engine, and only for the image it was accepted for."""

import json

import pytest
from engine import BASE_IMAGE, USER_IMAGE
from programs import Daemon, audit, write_policy

WAIVER = """policy: v1
waivers:
  - rule: docker-socket-mounted
    container: docker-socket
    image: {image}
    items: ["{item}"]
    reason: "The test accepts it"
    owner: platform@corp.example
    expires: {expires}
"""
FINDING = ("docker-socket", "docker-socket-mounted")
MATCHING = {"item": "/var/run/docker.sock", "expires": "2199-12-31"}


def image_id(engine, name: str) -> str:
    return json.loads(engine.api(f"/images/{name}/json")[2])["Id"]


@pytest.fixture(scope="module")
def waiving(engine, tmp_path_factory):
    """Images of the lab come from no registry: only their id tells them apart from others of the same name."""
    policy = WAIVER.format(image=image_id(engine, BASE_IMAGE), **MATCHING)
    with Daemon(tmp_path_factory.mktemp("waiving"), engine.socket, policy=policy) as daemon:
        yield daemon.await_ready()


def test_it_is_a_violation_but_not_open(waiving):
    result, = waiving.findings(f"--subject={FINDING[0]}", f"--rule={FINDING[1]}")
    assert (result["verdict"], result["waived"], result["open"]) == ("violation", True, False)
    assert result["waiver"]["owner"] == "platform@corp.example"
    assert result["waiver"]["where"].endswith("policy.yaml:3")


def test_it_has_no_series_of_its_own_but_is_counted(waiving):
    metrics = waiving.metrics()
    assert FINDING not in metrics.open_findings()
    assert ("docker-socket-renamed", FINDING[1]) in metrics.open_findings()
    assert metrics.value("findings", rule=FINDING[1], status="waived") == 1


@pytest.mark.parametrize("arguments", [["status"], ["findings"], ["why", FINDING[0]]], ids=" ".join)
def test_it_is_shown_with_its_reason_and_last_day(waiving, arguments):
    page = waiving.plimsoll(*arguments).stdout
    assert "The test accepts it" in page
    assert "2199-12-31" in page


@pytest.mark.parametrize("change", [{"image": USER_IMAGE}, {"item": "/var/run/other.sock"}, {"expires": "2020-01-01"}],
                         ids=lambda change: next(iter(change)))
def test_another_image_item_or_day_is_not_accepted(engine, tmp_path, change):
    scope = {"image": BASE_IMAGE, **MATCHING, **change}
    policy = write_policy(tmp_path, WAIVER.format(**{**scope, "image": image_id(engine, scope["image"])}))
    done = audit(engine.socket, policy, "-o", "json")
    result, = (result for result in json.loads(done.stdout)["results"]
               if (result["subject"]["identity"], result["rule"]) == FINDING)
    assert (result["verdict"], result["waived"], result["open"]) == ("violation", False, True)
