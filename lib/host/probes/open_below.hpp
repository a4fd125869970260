#pragma once

#include <cstdint>
#include <string>

#include "lib/host/probes/answer.hpp"
#include "lib/host/probes/descriptor.hpp"

namespace plimsoll::host {

/// How far a path below a directory may lead.
enum class Reach : std::uint8_t {
  root,  ///< the directory is the root: links and ".." stay below it, other file systems are part of it
  tree,  ///< only what lies below: no link is followed, no other file system is entered
};

/// The way in which a path is resolved. Both give the same guarantees: no magic link of /proc is followed and nothing
/// above the directory is reached, also while other processes rename what lies below it.
enum class Resolver : std::uint8_t {
  automatic,  ///< openat2, or component by component where openat2 is refused
  openat2,
  components,
};

/// Opens `path` below `directory`. `flags` are those of open(2); close-on-exec and "no controlling terminal" are added.
/// The caller owns the descriptor.
///
/// openat2 is refused in two cases. systemd's RestrictSUIDSGID=yes answers ENOSYS, because seccomp cannot look into the
/// structure that holds the flags (systemd.exec(5)). A SystemCallFilter= without it answers EPERM.
[[nodiscard]] Answer<Descriptor> open_below(int directory, const std::string& path, int flags, Reach reach,
                                            Resolver resolver = Resolver::automatic);

/// The path by which the kernel knows an open file, from this process's root.
[[nodiscard]] Answer<std::string> real_path_of(int descriptor);

/// Names an open file to calls that want a path.
[[nodiscard]] std::string path_by_descriptor(int descriptor);

}  // namespace plimsoll::host
