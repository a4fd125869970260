#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/host/probes/host_source.hpp"

namespace plimsoll::host {

/// Where the file system of `path` is mounted: the shortest mount point in a mountinfo of the device that is mounted
/// nearest above it.
[[nodiscard]] std::optional<std::string> mount_point_of(std::string_view mountinfo, std::string_view path);

/// As the engine's process sees it, or the first process where the engine's is not known: another may see other mounts.
[[nodiscard]] Answer<std::string> read_mount_point(const HostSource& source, const Answer<std::int64_t>& engine,
                                                   const std::string& path);

}  // namespace plimsoll::host
