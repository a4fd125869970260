#pragma once

/// What a real engine answered once, from a folder of tests/fixtures/engines/: ping.headers, info.json, version.json,
/// containers.json, volumes.json, networks.json, images.json, plugins.json, services.json, inspect/NAME.json,
/// images/ID.json, images/ID.history.json and exec/ID.json, ID being the first 12 digits. A file that is not there is
/// answered with 404.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fakes/fake_engine.hpp"

namespace plimsoll::testing {

[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Answers as recorded. The folder is read anew for each request, so a test changes an answer by changing its file.
void replay(FakeEngine& engine, const std::filesystem::path& folder);

/// Answers as recorded, but with `count` containers: copies of the running ones in turn, each with an id and a name of
/// its own. With `like` not empty they are all copies of the one of that name.
void replay_many(FakeEngine& engine, const std::filesystem::path& folder, std::size_t count, const std::string& like);

}  // namespace plimsoll::testing
