"""The checker itself, on includes that are right and on their near misses; then the repository."""

from pathlib import Path

import pytest

import includes

REPOSITORY = Path(__file__).resolve().parents[2]

ALLOWED = [
    ("include/plimsoll/rule.hpp", '"plimsoll/verdict.hpp"'),
    ("include/plimsoll/result.hpp", "<boost/system/result.hpp>"),
    ("include/plimsoll/rule.hpp", "<string_view>"),
    ("lib/config/yaml/yaml_tree.cpp", "<yaml-cpp/yaml.h>"),
    ("lib/core/rules/privileged.cpp", '"lib/core/rules/rule_definition.hpp"'),
    ("lib/core/rules/host/host_hardening.cpp", '"lib/core/rules/common/items.hpp"'),
    ("lib/core/rules/catalogue.cpp", '"lib/core/rules/catalogue.def"'),
    ("lib/sinks/report/parts.cpp", '"lib/core/vocabulary/capabilities.hpp"'),
    ("lib/support/queue.cpp", '"lib/support/queue.hpp"'),
    ("lib/engine/decode.cpp", '"lib/support/utc.hpp"'),
    ("lib/engine/transfer.hpp", "<curl/curl.h>"),
    ("lib/engine/decode.hpp", "<nlohmann/json_fwd.hpp>"),
    ("lib/engine/decode.hpp", "<sys/types.h>"),
    ("daemon/plimsolld/app.hpp", "<boost/asio/io_context.hpp>"),
    ("daemon/plimsolld/app.cpp", '"lib/sinks/log/log.hpp"'),
    ("daemon/docs/main.cpp", '"daemon/plimsolld/options.hpp"'),
    ("tests/engine/client_test.cpp", "<curl/curl.h>"),
    ("tests/core/judge_test.cpp", '"tests/core/rules/cases.hpp"'),
]

FORBIDDEN = [
    ("include/plimsoll/rule.hpp", '"lib/core/rules/rule_definition.hpp"'),
    ("include/plimsoll/engine.hpp", "<sys/types.h>"),
    ("include/plimsoll/engine.hpp", "<boost/asio.hpp>"),
    ("lib/core/policy/policy.cpp", "<yaml-cpp/yaml.h>"),
    ("lib/core/policy/policy.cpp", "<openssl/evp.h>"),
    ("lib/core/vocabulary/user_id.cpp", '"lib/core/rules/common/items.hpp"'),
    ("lib/core/judge/judge.cpp", '"lib/core/rules/common/items.hpp"'),
    ("lib/sinks/report/parts.cpp", '"lib/core/rules/common/items.hpp"'),
    ("lib/core/rules/catalogue.def", '"lib/support/utc.hpp"'),
    ("lib/core/policy/parse.cpp", '"lib/support/utc.hpp"'),
    ("lib/core/policy/parse.cpp", "<fstream>"),
    ("lib/core/judge/judge.cpp", "<sys/stat.h>"),
    ("lib/core/judge/judge.cpp", '"lib/engine/decode.hpp"'),
    ("lib/support/queue.cpp", '"lib/engine/errors.hpp"'),
    ("lib/sinks/log/log.cpp", '"lib/engine/errors.hpp"'),
    ("lib/engine/client.cpp", '"lib/sinks/log/log.hpp"'),
    ("lib/engine/client.cpp", '"daemon/plimsolld/app.hpp"'),
    ("lib/engine/client.cpp", '"tests/fakes/engine.hpp"'),
    ("lib/engine/client.cpp", '"errors.hpp"'),
    ("lib/sinks/web/server.cpp", "<curl/curl.h>"),
    ("daemon/cli/main.cpp", '"daemon/plimsolld/app.hpp"'),
    ("daemon/docs/main.cpp", '"tests/fakes/engine.hpp"'),
]


@pytest.mark.parametrize("path, include", ALLOWED)
def test_allows(path, include):
    assert includes.violations({path: [include]}) == []


@pytest.mark.parametrize("path, include", FORBIDDEN)
def test_forbids(path, include):
    found = includes.violations({path: [include]})
    assert found and all(line.startswith(f"{path}: includes {include}: ") for line in found)


PRIVATE_AND_HEAVY = {
    "lib/sinks/web/session.hpp": ["<boost/asio/awaitable.hpp>"],
    "lib/sinks/web/sockets.hpp": ['"lib/sinks/web/session.hpp"'],
    "lib/sinks/web/server.cpp": ['"lib/sinks/web/sockets.hpp"'],
    "tests/sinks/server_test.cpp": ['"lib/sinks/web/sockets.hpp"'],
}


def test_allows_a_heavy_header_within_its_folder():
    assert includes.violations(PRIVATE_AND_HEAVY) == []


@pytest.mark.parametrize("header", ["lib/sinks/web/session.hpp", "lib/sinks/web/sockets.hpp"])
def test_forbids_a_heavy_header_elsewhere_also_if_another_hides_it(header):
    app = {"daemon/plimsolld/app.cpp": [f'"{header}"']}
    assert includes.violations(PRIVATE_AND_HEAVY | app) == [
        f'daemon/plimsolld/app.cpp: includes "{header}": it brings a heavy library to another part'
    ]


def test_finds_includes_in_source_text(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/a.cpp").write_text('// #include <no>\n#include <map>  // why\n  # include "lib/a.hpp"\n')
    assert includes.read(tmp_path) == {"lib/a.cpp": ["<map>", '"lib/a.hpp"']}


def test_the_repository_keeps_the_directions():
    found = includes.read(REPOSITORY)
    assert {path.partition("/")[0] for path in found} >= {"include", "lib", "daemon", "tests"}
    assert includes.violations(found) == []
