"""Containers that come and go, by the API itself: a docker command for each would cost more than they do."""

import http.client
import itertools
import json
import threading
from concurrent.futures import ThreadPoolExecutor

from engine import BASE_IMAGE, Engine, EngineError

_AT_A_TIME = 4
_PAUSE_SECONDS = 0.05
_AWAY = (OSError, http.client.HTTPException, EngineError)


def create(engine: Engine, name: str, **configuration) -> str:
    """Returns its id."""
    return _ask(engine, "POST", f"/containers/create?name={name}", {"Image": BASE_IMAGE, **configuration})["Id"]


def start(engine: Engine, container: str) -> None:
    _ask(engine, "POST", f"/containers/{container}/start")


def remove(engine: Engine, container: str) -> None:
    _ask(engine, "DELETE", f"/containers/{container}?force=1")


def comes_and_goes(engine: Engine, name: str) -> str:
    """A privileged one. Returns its id."""
    container = create(engine, name, HostConfig={"Privileged": True})
    start(engine, container)
    remove(engine, container)
    return container


def many_come_and_go(engine: Engine, names: list[str]) -> list[str]:
    """As fast as the engine can, and privileged. Returns their ids."""
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        return list(pool.map(lambda name: comes_and_goes(engine, name), names))


class Load:
    """Containers come and go all the time, whatever becomes of the engine, until the block ends. Then none is left."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._over = threading.Event()
        self._numbers = itertools.count()
        self._threads = [threading.Thread(target=self._run) for _ in range(2)]
        self.gone = 0  # so many have come and gone

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join()
        if left := self._engine.docker("ps", "--all", "--quiet", "--filter=name=load-").split():
            self._engine.docker("rm", "--force", *left)

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                comes_and_goes(self._engine, f"load-{next(self._numbers)}")
                self.gone += 1
            except _AWAY:
                self._over.wait(_PAUSE_SECONDS)


def _ask(engine: Engine, method: str, path: str, body: dict | None = None) -> dict:
    status, _, answer = engine.api(path, method, body)
    if status >= http.client.BAD_REQUEST:
        raise EngineError(f"{method} {path}: {status} {answer.decode(errors='replace')}")
    return json.loads(answer) if answer else {}
