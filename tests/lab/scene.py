"""Puts the cases of cases.py on an engine."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import Template

from cases import Case
from engine import BASE_IMAGE, Engine

_AT_A_TIME = 4  # more only queue inside the engine


def select(cases: list[Case], names: set[str]) -> list[Case]:
    """The named cases and those they need, in table order."""
    by_name = {case.name: case for case in cases}
    if unknown := names - by_name.keys():
        raise KeyError(f"no such case: {', '.join(sorted(unknown))}")
    wanted: set[str] = set()
    queue = list(names)
    while queue:
        name = queue.pop()
        wanted.add(name)
        queue += set(by_name[name].needs) - wanted
    return [case for case in cases if case.name in wanted]


def one_for_each_rule(cases: list[Case]) -> set[str]:
    """Names of the first case of each rule."""
    names, shown = set(), set()
    for case in cases:
        if case.violates - shown:
            names.add(case.name)
            shown |= case.violates
    return names


def set_up(engine: Engine, cases: list[Case]) -> None:
    """Starts the cases; returns when all run."""
    engine.import_image()
    engine.docker("network", "create", "lab")
    _make_files(engine.files)
    cases = [case for case in cases if can_show(engine, case)]
    independent = [case for case in cases if not case.needs]
    all_at_once(lambda case: start(engine, case), independent)
    for case in cases:  # in table order: what is needed stands above
        if case.needs:
            start(engine, case)


def add_plain(engine: Engine, count: int) -> None:
    """Starts count more containers without any option."""
    all_at_once(lambda number: engine.docker("run", "-d", "--name", f"plain-{number}", BASE_IMAGE),
                range(1, count + 1))


def can_show(engine: Engine, case: Case) -> bool:
    return engine.name not in case.not_on and case.cgroup in (None, engine.cgroup_version())


def _make_files(directory: Path) -> None:
    """What the cases mount."""
    (directory / "data").mkdir()
    (directory / "etc").mkdir()
    (directory / "docker.sock-x").touch()
    (directory / "link-to-etc").symlink_to("/etc")
    shutil.copytree(Path(__file__).parent / "seccomp", directory / "seccomp")


def start(engine: Engine, case: Case) -> None:
    for volume in case.volumes:
        options = [f"--opt={option}" for option in resolved(engine, volume.options)]
        engine.docker("volume", "create", *options, volume.name)
    image = engine.image_id(case.image) if case.pinned else case.image
    engine.docker("run", "--detach", f"--name={case.name}", *resolved(engine, case.run), image, *case.command)


def resolved(engine: Engine, words: tuple[str, ...]) -> list[str]:
    """With what `$files` and the like stand for on this engine."""
    return [Template(word).substitute(files=engine.files, shared=engine.shared, socket=engine.socket,
                                      cgroup=engine.cgroup) for word in words]


def all_at_once(do, items) -> None:
    """Calls do with each item; a few calls run at a time."""
    pool = ThreadPoolExecutor(_AT_A_TIME)
    try:
        list(pool.map(do, items))
    finally:
        pool.shutdown(cancel_futures=True)  # on a failure or a signal do not start the rest first
