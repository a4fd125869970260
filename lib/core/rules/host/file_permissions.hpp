#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// What the files of one role may be at most.
struct FilePermission {
  EngineFileRole role = EngineFileRole::dockerd;
  std::uint32_t mode = 0;        ///< bits of 0777, compared one by one: fewer are stricter
  std::string_view suffix = {};  ///< only of paths that end so; "": of all
  bool engine_group = false;     ///< may belong to the group that the engine was told to let in
};

/// Owner, mode and the directories above, of each file that a row names; the first row that does counts. The owner is
/// root, or the user of a rootless engine: whoever owns its API socket. A file that could not be read makes the verdict
/// unknown where no other one is wrong.
[[nodiscard]] Verdict judge_file_permissions(const HostFacts& host, const Context& context,
                                             std::span<const FilePermission> wanted);

// What every rule on permissions has.
inline constexpr NotApplicable kNoSuchFile[] = {NotApplicable::no_such_file};
inline constexpr std::string_view kFilePermissionReads[] = {"host.engine_files", "engine.security"};
inline constexpr std::string_view kFilePermissionReferences[] = {"https://www.cisecurity.org/benchmark/docker",
                                                                 "https://docs.docker.com/engine/security/"};

}  // namespace plimsoll
