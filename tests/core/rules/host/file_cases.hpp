#pragma once

/// Files of the engine, for the cases of rules that judge them.

#include <string>
#include <utility>
#include <vector>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

/// One without links on its path.
inline EngineFile engine_file(EngineFileRole role, std::string path, FileStatus status = {.mode = 0400}) {
  return {.role = role, .path = path, .real_path = std::move(path), .status = seen(std::move(status))};
}

/// One whose path could not be followed.
inline EngineFile unreadable_file(EngineFileRole role, std::string path, Cause cause = Cause::no_permission) {
  return {.role = role, .path = std::move(path), .real_path = {}, .status = missing(cause)};
}

inline void have_files(World& world, std::vector<EngineFile> files) {
  world.host.engine_files = seen(std::move(files));
}

inline void run_rootless(World& world) {
  EngineSecurity security = *world.engine.security;
  security.rootless = true;
  world.engine.security = seen(std::move(security));
}

}  // namespace plimsoll::testing
