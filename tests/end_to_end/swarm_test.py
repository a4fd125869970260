"""Section 7 on a real swarm of one node."""

import json

import pytest
from engine import BASE_IMAGE, DockerEngine
from programs import audit


@pytest.fixture(scope="module")
def swarm():
    with DockerEngine() as engine:
        engine.import_image()
        engine.docker("swarm", "init", "--advertise-addr=127.0.0.1")
        engine.docker("network", "create", "--driver=overlay", "plain")
        engine.docker("network", "create", "--driver=overlay", "--opt=encrypted", "sealed")
        engine.docker("service", "create", "--detach", "--name=leaky", "--replicas=0", "--env=API_TOKEN=3f2c77aa",
                      BASE_IMAGE)
        engine.docker("service", "create", "--detach", "--name=tight", "--replicas=0", "--env=COLOUR=blue", BASE_IMAGE)
        yield engine


@pytest.fixture
def verdicts(swarm, built_in_policy):
    """By rule and subject."""

    def read() -> dict[tuple[str, str], dict]:
        results = json.loads(audit(swarm.socket, built_in_policy, "-o", "json").stdout)["results"]
        return {(result["rule"], result["subject"]["name"] if result["subject"]["kind"] != "engine" else "engine"): result
                for result in results if result["subject"]["kind"] in ("engine", "network", "service")}

    return read


def kinds(verdicts: dict, *rules: str) -> dict[str, str]:
    return {rule: verdicts[rule, "engine"]["verdict"] for rule in rules}


def test_a_manager_is_judged(verdicts):
    assert kinds(verdicts(), "swarm-mode-on", "swarm-manager-count", "swarm-autolock-off", "swarm-certificate-lifetime",
                 "swarm-root-certificate-old", "swarm-unlock-key-rotation", "swarm-data-plane", "live-restore-off") == {
        "swarm-mode-on": "violation",
        "swarm-manager-count": "violation",
        "swarm-autolock-off": "violation",
        "swarm-certificate-lifetime": "pass",
        "swarm-root-certificate-old": "pass",
        "swarm-unlock-key-rotation": "manual",
        "swarm-data-plane": "manual",
        "live-restore-off": "not_applicable",
    }


def test_where_it_listens_is_seen(verdicts):
    result = verdicts()["swarm-address-everywhere", "engine"]
    assert result["verdict"] == "violation"
    assert {port for item in result["items"] for port in ("2377", "7946") if port in item["key"]} == {"2377", "7946"}


def test_a_swarm_that_is_bound_to_one_address_is_fine(built_in_policy):
    with DockerEngine() as engine:
        engine.docker("swarm", "init", "--advertise-addr=127.0.0.1", "--listen-addr=127.0.0.1:2377")
        results = json.loads(audit(engine.socket, built_in_policy, "-o", "json").stdout)["results"]
    result, = (result for result in results if result["rule"] == "swarm-address-everywhere")
    assert result["verdict"] == "pass"


def test_overlays_are_told_apart(verdicts):
    networks = {subject: result["verdict"] for (rule, subject), result in verdicts().items()
                if rule == "overlay-unencrypted"}
    assert networks["plain"] == networks["ingress"] == "violation"
    assert networks["sealed"] == "pass"
    assert networks["bridge"] == "not_applicable"


def test_a_secret_in_a_services_environment_is_named_and_never_shown(verdicts):
    services = {subject: result for (rule, subject), result in verdicts().items()
                if rule == "service-secret-in-environment"}
    assert services["leaky"]["verdict"] == "violation"
    assert [item["key"] for item in services["leaky"]["items"]] == ["API_TOKEN"]
    assert "3f2c77aa" not in json.dumps(services)
    assert services["tight"]["verdict"] == "pass"


def test_what_is_set_is_seen(swarm, verdicts):
    swarm.docker("swarm", "update", "--autolock", "--cert-expiry=3000h")
    assert kinds(verdicts(), "swarm-autolock-off", "swarm-certificate-lifetime") == {
        "swarm-autolock-off": "pass", "swarm-certificate-lifetime": "violation"}


def test_an_engine_that_is_in_no_swarm_has_nothing_to_be_judged(engine, built_in_policy):
    results = json.loads(audit(engine.socket, built_in_policy, "-o", "json").stdout)["results"]
    causes = {result["rule"]: (result["verdict"], result["cause"]) for result in results
              if result["rule"].startswith("swarm-") and result["rule"] != "swarm-mode-on"}
    assert set(causes.values()) == {("not_applicable", "no_swarm")}
