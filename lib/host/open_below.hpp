#pragma once

#include <cstdint>
#include <string>

#include "lib/host/answer.hpp"
#include "lib/host/descriptor.hpp"

namespace plimsoll::host {

/// How far a path below a directory may lead.
enum class Reach : std::uint8_t {
  root,  ///< the directory is the root: links and ".." stay below it, other file systems are part of it
  tree,  ///< nothing but what lies below: no link is followed, no other file system entered
};

/// `flags` are open's; close-on-exec and "no controlling terminal" are added.
[[nodiscard]] Answer<Descriptor> open_below(int directory, const std::string& path, int flags, Reach reach);

/// The path by which the kernel knows an open file, from this process's root.
[[nodiscard]] Answer<std::string> real_path_of(int descriptor);

/// Names an open file to calls that want a path.
[[nodiscard]] std::string path_by_descriptor(int descriptor);

}  // namespace plimsoll::host
