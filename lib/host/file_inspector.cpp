#include "lib/host/file_inspector.hpp"

#include <vector>

#include "lib/host/access_list.hpp"
#include "lib/host/text.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

constexpr std::uint32_t kSticky = 01000;
constexpr std::uint32_t kOthersWrite = 022;

/// "/", "/etc", "/etc/docker" of "/etc/docker/daemon.json".
std::vector<std::string> directories_above(const std::string& path) {
  std::vector<std::string> directories = {"/"};
  for (std::size_t slash = path.find('/', 1); slash != path.npos; slash = path.find('/', slash + 1)) {
    directories.push_back(path.substr(0, slash));
  }
  return directories;
}

}  // namespace

Answer<Inspected> FileInspector::look_at(const std::string& path) {
  const auto info = source_.status(path);
  if (!info) return info.error();
  // Whoever may write where a link lies replaces it as well.
  auto loose = loose_directory_above(plain_path(path));
  if (loose && loose->empty()) loose = loose_directory_above(info->real_path);
  if (!loose) return loose.error();
  return Inspected{to_utf8(info->real_path), FileStatus{.uid = info->uid,
                                                        .gid = info->gid,
                                                        .mode = with_access_list(info->mode, info->access_list),
                                                        .loose_directory = to_utf8(*loose)}};
}

Answer<std::string> FileInspector::loose_directory_above(const std::string& path) {
  for (const std::string& directory : directories_above(path)) {
    const auto loose = is_loose(directory);
    if (!loose) return loose.error();
    if (*loose) return directory;
  }
  return std::string();
}

Answer<bool> FileInspector::is_loose(const std::string& directory) {
  const auto known = loose_.find(directory);
  if (known != loose_.end()) return known->second;
  const auto info = source_.status(directory);
  const auto loose = info ? Answer<bool>(others_write(*info)) : Answer<bool>(info.error());
  return loose_.emplace(directory, loose).first->second;
}

/// In a sticky directory others can add files and not replace those of root.
bool FileInspector::others_write(const FileInfo& directory) const {
  if (directory.uid != 0 && directory.uid != owner_) return true;
  const bool sticky = (directory.mode & kSticky) != 0;
  return !sticky && (with_access_list(directory.mode, directory.access_list) & kOthersWrite) != 0;
}

}  // namespace plimsoll::host
