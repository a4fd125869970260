#pragma once

/// One layer of an image, on the host: what in it carries privileges, and what it does to the layers below.

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

#include "lib/host/probes/host_source.hpp"
#include "plimsoll/image_facts.hpp"

namespace plimsoll::host {

/// Of one layer, and of an image. An ordinary one has some twenty; whoever builds it decides, and we hold them all.
inline constexpr std::size_t kMaxPrivilegedFiles = 1'000;
inline constexpr std::size_t kMaxPathBytes = 1024 * 1024;  ///< of all their paths

/// Walks the whole layer, ends early with `pending` once `stop` is set. No link is followed, no file opened.
[[nodiscard]] Answer<std::vector<PrivilegedFile>> walk_layer(const HostSource& source, const std::string& directory,
                                                             const std::atomic<bool>& stop);

/// Whether a layer hides or replaces what the layers below it have at `path`, which is relative: by a file of its own
/// there or where the path has a directory (overlayfs hides by a device 0:0), or by an opaque directory above it.
[[nodiscard]] bool covers(int layer, const std::string& path);

}  // namespace plimsoll::host
