#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::host {

/// A line of /proc/PID/mountinfo (proc_pid_mountinfo(5)). The views borrow from the text.
struct MountEntry {
  std::string_view device;  ///< "8:1"
  std::string root;         ///< the directory of the file system that is mounted
  std::string point;        ///< where it is mounted, from the root of the process
  std::string_view type;    ///< of the file system, e.g. "tmpfs"
  std::string options;      ///< of the mount, then of the file system, separated by commas
};

/// Whether the mount or its file system has exactly this option, e.g. "subset=pid".
[[nodiscard]] bool has_option(const MountEntry& mount, std::string_view option);

/// The entries in the order of the text. Lines that lack a field are left out.
[[nodiscard]] std::vector<MountEntry> parse_mountinfo(std::string_view text);

}  // namespace plimsoll::host
