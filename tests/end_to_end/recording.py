"""A fake engine's recorded answers, of which a test makes what no real engine would say."""

import json
import shutil
from pathlib import Path

import unix_http
from programs import FAKE_ENGINE, Process, eventually

_ENGINES = Path(__file__).resolve().parents[1] / "fixtures/engines"
_RECORDED = _ENGINES / "docker-20.10"
_NEWER = _ENGINES / "docker-26.1"
_FIXED = ("ping.headers", "info.json", "version.json", "volumes.json", "networks.json", "images.json", "plugins.json")
INVALID_UTF8 = "(invalid)"  # stands for two bytes that JSON cannot spell


class Recording:
    """Some of the recorded containers, and copies of them under other names."""

    def __init__(self, folder: Path, names: list[str]):
        self.folder = folder
        (folder / "inspect").mkdir(parents=True)
        for file in _FIXED:
            shutil.copy(_RECORDED / file, folder)
        recorded = json.loads((_RECORDED / "containers.json").read_text())
        self._listed = {container["Names"][0][1:]: container for container in recorded}
        self._containers = [self._listed[name] for name in names]
        for name in names:
            shutil.copy(_RECORDED / f"inspect/{name}.json", folder / "inspect")
        self._write_list()

    def add_copy(self, original: str, name: str) -> str:
        """Returns the id of the copy."""
        container_id = f"{len(self._containers):064x}"
        self._containers.append({**self._listed[original], "Id": container_id, "Names": [f"/{name}"]})
        self._write_list()
        inspected = json.loads((_RECORDED / f"inspect/{original}.json").read_text())
        inspected |= {"Id": container_id, "Name": f"/{name}"}
        inspected["Config"]["Labels"] = {name: name}
        self.answer(container_id, _compact(inspected))
        return container_id

    def answer(self, container_id: str, body: bytes) -> None:
        (self.folder / f"inspect/{container_id}.json").write_bytes(body)

    def _write_list(self) -> None:
        (self.folder / "containers.json").write_bytes(_compact(self._containers))


def _compact(answer) -> bytes:
    text = json.dumps(answer, separators=(",", ":"), ensure_ascii=False)
    return text.encode().replace(INVALID_UTF8.encode(), b"\xff\xfe")


class FakeEngine(Process):
    def __init__(self, directory: Path, recording: Recording, *faults: str):
        self._start(directory, recording.folder, *(f"--fault={fault}" for fault in faults))

    def _start(self, directory: Path, recorded: Path, *options: str) -> None:
        self.socket = directory / "engine.sock"
        super().__init__([FAKE_ENGINE, f"--socket={self.socket}", f"--recorded={recorded}", *options], directory)
        eventually(lambda: "ready" in self.output.read_text(), "the fake engine is ready")


class SimulatedEngine(FakeEngine):
    """Its containers have numbers, and come and go by command."""

    def __init__(self, directory: Path, containers: int):
        self._start(directory, _NEWER, f"--containers={containers}")

    def container(self, number: int) -> dict:
        """As it is listed. Its name ends with the number."""
        listed = json.loads(unix_http.get(self.socket, "/containers/json"))
        return next(container for container in listed if container["Names"][0].endswith(f"-{number}"))
