#!/usr/bin/python3
"""Keeps the direction of includes: core <- support <- engine, host, config, snapshot, sinks <- daemon.

Usage: tests/layout/includes.py [REPOSITORY]. Prints each include that the layout does not allow; exit code 1 if there is one.
"""

import re
import sys
from pathlib import Path
from typing import Iterator, NamedTuple


class Rule(NamedTuple):
    """Which includes a file may have: `where` matches its path, `allowed` each included name with its quotes or brackets."""

    where: str
    allowed: str  # may refer to the groups of `where`
    why: str


STANDARD = r"<[a-z0-9_]+>"
OURS = r'"(plimsoll|lib|daemon|tests|bench)/'
HEAVY = re.compile(r"<(nlohmann/(?!json_fwd)|boost/(asio|beast)|yaml-cpp)")

RULES = [
    Rule(r"", rf"<|{OURS}", "name our headers from the top of the repository"),
    Rule(r"include/plimsoll/", r'<|"plimsoll/', "the contracts stand on nothing of ours"),
    Rule(r"lib/core/", r'<|"(plimsoll|lib/core)/', "the core decides without the edges"),
    Rule(r"lib/core/vocabulary/", r'<|"(plimsoll|lib/core/vocabulary)/', "the vocabulary of Docker and the kernel knows no rule"),
    Rule(r"(?!lib/core/rules/|tests/|bench/)", r'<|"(?!lib/core/rules/(?!catalogue\.def))', "rules are reached through the catalogue"),
    Rule(r"lib/support/", r'<|"(plimsoll|lib/core|lib/support)/', "support serves the edges and knows none"),
    Rule(r"lib/(\w+)/", r'<|"(plimsoll|lib/core|lib/support|lib/{0})/', "an edge does not know another edge"),
    Rule(r"daemon/(?!docs/)(\w+)/", r'<|"(plimsoll|lib|daemon/{0})/', "a program does not use another program or the tests"),
    Rule(r"daemon/docs/", r'<|"(plimsoll|lib|daemon)/', "the manual describes the programs, and does not use the tests"),
    Rule(
        r"(?:include/plimsoll|lib/core)/.*\.hpp$",
        rf'"|{STANDARD}|<boost/(system/result|assert)\.hpp>',
        "these headers cost every file its compile time: the standard library and Boost.System only",
    ),
    Rule(
        r"lib/core/",
        r'"|(?!<(c?stdio|iostream|fstream|thread|mutex|condition_variable|future|unistd\.h|fcntl\.h|sys/|yaml-cpp|openssl))<',
        "the core has no input or output, no threads and no formats",
    ),
    Rule(r"(?!lib/engine/|daemon/cli/|tests/|bench/)", r'"|(?!<curl/)<', "curl speaks to the engine, nothing else does"),
]

SOURCES = ("include", "lib", "daemon", "tests", "bench")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"][^>"]*[>"])', re.MULTILINE)

Includes = dict[str, list[str]]  # by path, with quotes or brackets


def read(repository: Path) -> Includes:
    files = [file for part in SOURCES for suffix in ("cpp", "hpp", "def")
             for file in sorted((repository / part).rglob(f"*.{suffix}"))]
    return {str(file.relative_to(repository)): INCLUDE.findall(file.read_text(encoding="utf-8")) for file in files}


def violations(includes: Includes) -> list[str]:
    return [*wrong_directions(includes), *heavy_headers_outside_their_library(includes)]


def wrong_directions(includes: Includes) -> Iterator[str]:
    for path, names in includes.items():
        for name in names:
            yield from (f"{path}: includes {name}: {rule.why}" for rule in RULES if forbids(rule, path, name))


def forbids(rule: Rule, path: str, name: str) -> bool:
    place = re.match(rule.where, path)
    return place is not None and not re.match(rule.allowed.format(*place.groups()), name)


def heavy_headers_outside_their_library(includes: Includes) -> Iterator[str]:
    """JSON, Asio and YAML cost seconds a file: only headers that no other library or program sees may bring them."""
    for path, names in includes.items():
        if path.startswith(("tests/", "bench/")):
            continue
        for name in names:
            header = path_of(name)
            if library_of(header) != library_of(path) and is_heavy(header, includes):
                yield f"{path}: includes {name}: it brings a heavy library to another part"


def library_of(path: str) -> str:
    """"lib/engine" of "lib/engine/http/transfer.hpp"."""
    return "/".join(path.split("/")[:2])


def is_heavy(header: str, includes: Includes) -> bool:
    names = includes.get(header, [])
    return any(HEAVY.match(name) or is_heavy(path_of(name), includes) for name in names)


def path_of(name: str) -> str:
    """Of one of our headers, which compilers find in include/ and at the top; nonsense of any other."""
    path = name.strip('"')
    return f"include/{path}" if path.startswith("plimsoll/") else path


def main() -> int:
    found = violations(read(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
