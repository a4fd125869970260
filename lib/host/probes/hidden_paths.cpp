#include "lib/host/probes/hidden_paths.hpp"

#include <algorithm>

#include "lib/core/vocabulary/host_paths.hpp"
#include "lib/host/probes/mountinfo.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

/// ProtectHome=yes and InaccessiblePaths= mount an empty file or directory of mode 000 from here.
constexpr std::string_view kInaccessible = "/systemd/inaccessible/";
/// PrivateTmp=yes mounts a directory of /tmp that has this in its name.
constexpr std::string_view kPrivateTmp = "/systemd-private-";
/// PrivateDevices=, ProtectHome=tmpfs and TemporaryFileSystem= mount a tmpfs. No distribution has one at these paths:
/// the host's /dev is a devtmpfs, and /run/user has one for each user below it.
constexpr std::string_view kNeverTmpfs[] = {"/dev", "/etc", "/home", "/root", "/run/user", "/usr", "/var/tmp"};

constexpr std::string_view kProc = "/proc";
constexpr std::string_view kKernelSettings = "/proc/sys";  // not there where /proc has only processes

bool is_of_a_sandbox(const MountEntry& mount) {
  if (mount.root.find(kInaccessible) != mount.root.npos || mount.root.find(kPrivateTmp) != mount.root.npos) return true;
  return mount.type == "tmpfs" && std::ranges::count(kNeverTmpfs, mount.point) != 0;
}

}  // namespace

HiddenPaths::HiddenPaths(std::string_view mountinfo) {
  bool processes_only = false;
  for (MountEntry& mount : parse_mountinfo(mountinfo)) {
    if (mount.point == kProc) processes_only = has_option(mount, "subset=pid");  // a later mount covers the earlier one
    if (is_of_a_sandbox(mount)) points_.push_back(std::move(mount.point));
  }
  if (processes_only) points_.emplace_back(kKernelSettings);
}

HiddenPaths HiddenPaths::everything() {
  HiddenPaths hidden;
  hidden.points_.emplace_back("/");
  return hidden;
}

bool HiddenPaths::cover(std::string_view path) const {
  return std::ranges::any_of(points_, [&](const std::string& point) { return is_at_or_below(path, point); });
}

}  // namespace plimsoll::host
