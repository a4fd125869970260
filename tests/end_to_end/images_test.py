"""Images that a real engine built, each with one fault, and what the rules say of each."""

import json

import pytest
from engine import BASE_IMAGE, DockerEngine
from programs import audit, plimsoll

_CLEAN = f"""
FROM {BASE_IMAGE}
USER 1000
HEALTHCHECK CMD ["/bin/true"]
"""
_SECRET = "3f2c77aa19"

# What is added to an image without a fault, and the rule that it breaks.
FAULTS = {
    "image-runs-as-root": "USER root",
    "image-healthcheck-missing": "HEALTHCHECK NONE",
    "image-update-only-layer": "USER 0\nRUN apt-get update || true\nUSER 1000",
    "image-setuid-file": "USER 0\nRUN /bin/busybox cp /bin/busybox /bin/su && /bin/busybox chmod 4755 /bin/su\nUSER 1000",
    "image-secret": f"ENV DB_PASSWORD={_SECRET}",
    "image-unverified-packages": "USER 0\nRUN apt-get install --allow-unauthenticated x || true\nUSER 1000",
    "image-passwordless-sudo": "USER 0\nRUN echo 'web ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers\nUSER 1000",
    "image-exposes-ssh": "EXPOSE 22",
    "image-volume-sensitive": "VOLUME /sys/fs",
}
# What comes near, and breaks none.
NEAR_MISSES = {
    "update-and-install": "USER 0\nRUN apt-get update && apt-get install x || true\nUSER 1000",
    "copied-update-script": "ENV UPDATE=no",
    "ladder": "ENV LADDER_ADDRESS=1",
    "port-2222": "EXPOSE 2222",
    "own-volume": "VOLUME /data",
}
JUDGED = set(FAULTS) | {"image-add-instruction"}


def build(engine, name: str, lines: str) -> None:
    engine.docker("build", "--quiet", f"--tag=lab/{name}:1", "-", stdin=f"{_CLEAN}{lines}\n".encode())
    engine.docker("run", "--detach", f"--name={name}", f"lab/{name}:1")


@pytest.fixture(scope="module")
def violated(built_in_policy):
    """Of each image the rules that it violates; and everything that was printed."""
    with DockerEngine() as engine:
        engine.import_image()
        for name, lines in {**FAULTS, **NEAR_MISSES, "clean": ""}.items():
            build(engine, name, lines)
        report = audit(engine.socket, built_in_policy, "-o", "json").stdout
        snapshot = plimsoll("snapshot", f"--engine=unix://{engine.socket}").stdout
    found: dict[str, set[str]] = {}
    for result in json.loads(report)["results"]:
        if result["subject"]["kind"] == "image":
            rules = found.setdefault(result["subject"]["name"].removeprefix("lab/").removesuffix(":1"), set())
            if result["verdict"] == "violation" and result["rule"] in JUDGED:
                rules.add(result["rule"])
    return found, report + snapshot


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_found(violated, rule):
    assert violated[0][rule] == {rule}


@pytest.mark.parametrize("name", [*NEAR_MISSES, "clean"])
def test_what_comes_near_is_not(violated, name):
    assert violated[0][name] == set()


def test_what_a_build_hides_is_never_shown(violated):
    assert "DB_PASSWORD" in violated[1]
    assert _SECRET not in violated[1]
