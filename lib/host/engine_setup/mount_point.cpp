#include "lib/host/engine_setup/mount_point.hpp"

#include <unistd.h>

#include "lib/core/vocabulary/host_paths.hpp"
#include "lib/host/probes/mountinfo.hpp"
#include "lib/host/text.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

constexpr const char* kFirstProcess = "1";

/// Reading the first process's mountinfo takes CAP_SYS_PTRACE. Outside of a sandbox our own shows the same mounts.
Answer<std::string> hosts_mounts(const HostSource& source) {
  auto mounts = source.file(ProbeId::engine_mounts, kFirstProcess);
  const bool lacks_right = !mounts && mounts.error() == Cause::no_permission;
  if (!lacks_right || source.is_sandboxed()) return mounts;
  return source.file(ProbeId::engine_mounts, std::to_string(::getpid()));
}

}  // namespace

std::optional<std::string> mount_point_of(std::string_view mountinfo, std::string_view path) {
  const std::vector<MountEntry> mounts = parse_mountinfo(mountinfo);
  const MountEntry* nearest = nullptr;
  for (const MountEntry& mount : mounts) {
    if (!is_at_or_below(path, mount.point)) continue;
    if (!nearest || mount.point.size() >= nearest->point.size()) nearest = &mount;
  }
  if (!nearest) return std::nullopt;
  // dockerd binds its data onto itself where propagation is private: a mount, and no file system of its own.
  const MountEntry* first = nearest;
  for (const MountEntry& mount : mounts) {
    if (mount.device == first->device && mount.point.size() < first->point.size()) first = &mount;
  }
  return first->point;
}

Answer<std::string> read_mount_point(const HostSource& source, const Answer<std::int64_t>& engine,
                                     const std::string& path) {
  const auto mounts = engine ? source.file(ProbeId::engine_mounts, std::to_string(*engine)) : hosts_mounts(source);
  if (!mounts) return mounts.error();
  const auto info = source.status(path);
  const auto point = mount_point_of(*mounts, info ? info->real_path : path);
  return point ? Answer<std::string>(to_utf8(*point)) : Cause::malformed;
}

}  // namespace plimsoll::host
