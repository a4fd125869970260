#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::host {

/// The paths at which the sandbox of a systemd service shows something other than the host's files: ProtectHome=,
/// PrivateTmp=yes, PrivateDevices=, ProcSubset=pid and InaccessiblePaths=, and TemporaryFileSystem= at the paths where
/// no host has a tmpfs (systemd.exec(5)). systemd tells a service nothing of it, so the mounts are recognised by what
/// systemd 252 mounts there.
class HiddenPaths {
 public:
  /// Hides nothing.
  HiddenPaths() = default;
  /// The hidden paths of the process that has this /proc/PID/mountinfo.
  explicit HiddenPaths(std::string_view mountinfo);

  /// Every path.
  [[nodiscard]] static HiddenPaths everything();

  /// Whether the path is one of them or lies below one. `path` is absolute and without "..".
  [[nodiscard]] bool cover(std::string_view path) const;
  [[nodiscard]] bool empty() const { return points_.empty(); }
  [[nodiscard]] const std::vector<std::string>& points() const { return points_; }

 private:
  std::vector<std::string> points_;
};

}  // namespace plimsoll::host
