#include "lib/host/mount_point.hpp"

#include "lib/host/text.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

// Fields of a line of mountinfo.
constexpr std::size_t kDevice = 2;
constexpr std::size_t kMountPoint = 4;

constexpr const char* kFirstProcess = "1";

struct Mount {
  std::string_view device;
  std::string point;
};

/// Blanks and backslashes are written as three octal digits.
std::string unescaped(std::string_view field) {
  std::string text;
  while (!field.empty()) {
    const auto code = field[0] == '\\' && field.size() >= 4 ? number_in<unsigned char>(field.substr(1, 3), 8)
                                                            : std::optional<unsigned char>();
    text += code ? static_cast<char>(*code) : field[0];
    field.remove_prefix(code ? 4 : 1);
  }
  return text;
}

std::vector<Mount> mounts_in(std::string_view mountinfo) {
  std::vector<Mount> mounts;
  for (const std::string_view line : lines_of(mountinfo)) {
    const std::vector<std::string_view> fields = words_of(line);
    if (fields.size() > kMountPoint) mounts.push_back({fields[kDevice], unescaped(fields[kMountPoint])});
  }
  return mounts;
}

}  // namespace

std::optional<std::string> mount_point_of(std::string_view mountinfo, std::string_view path) {
  const std::vector<Mount> mounts = mounts_in(mountinfo);
  const Mount* nearest = nullptr;
  for (const Mount& mount : mounts) {
    if (!is_at_or_below(path, mount.point)) continue;
    if (!nearest || mount.point.size() >= nearest->point.size()) nearest = &mount;
  }
  if (!nearest) return std::nullopt;
  // dockerd binds its data onto itself where propagation is private: a mount, and no file system of its own.
  const Mount* first = nearest;
  for (const Mount& mount : mounts) {
    if (mount.device == first->device && mount.point.size() < first->point.size()) first = &mount;
  }
  return first->point;
}

Answer<std::string> read_mount_point(const HostSource& source, const Answer<std::int64_t>& engine,
                                     const std::string& path) {
  const auto mounts = source.file(ProbeId::engine_mounts, engine ? std::to_string(*engine) : kFirstProcess);
  if (!mounts) return mounts.error();
  const auto info = source.status(path);
  const auto point = mount_point_of(*mounts, info ? info->real_path : path);
  return point ? Answer<std::string>(to_utf8(*point)) : Cause::malformed;
}

}  // namespace plimsoll::host
