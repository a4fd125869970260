#include "lib/host/probes/file_inspector.hpp"

#include <utility>
#include <vector>

#include "lib/host/engine_setup/accounts.hpp"
#include "lib/host/probes/access_list.hpp"
#include "lib/host/text.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

constexpr std::uint32_t kSticky = 01000;
constexpr std::uint32_t kGroupWrites = 020;
constexpr std::uint32_t kOthersWrite = 002;

/// "/", "/etc", "/etc/docker" of "/etc/docker/daemon.json".
std::vector<std::string> directories_above(const std::string& path) {
  std::vector<std::string> directories = {"/"};
  for (std::size_t slash = path.find('/', 1); slash != path.npos; slash = path.find('/', slash + 1)) {
    directories.push_back(path.substr(0, slash));
  }
  return directories;
}

/// "" if it cannot be read.
std::string text_of(const HostSource& source, ProbeId id) {
  auto text = source.file(id);
  return text ? std::move(*text) : std::string();
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
                                                        .writable_parent = to_utf8(*loose)}};
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
bool FileInspector::others_write(const FileInfo& directory) {
  if (directory.uid != 0 && directory.uid != owner_) return true;
  if ((directory.mode & kSticky) != 0) return false;
  const std::uint32_t mode = with_access_list(directory.mode, directory.access_list);
  if ((mode & kOthersWrite) != 0) return true;
  return (mode & kGroupWrites) != 0 && !is_owners_alone(directory.gid, directory.uid);
}

/// Root's group, and the private group that many distributions give each user. One of the owner's own number is it
/// unless the files list another member, also where they list nobody at all.
bool FileInspector::is_owners_alone(std::uint32_t gid, std::uint32_t owner) {
  if (gid == 0) return true;
  if (!accounts_) accounts_.emplace(text_of(source_, ProbeId::groups), text_of(source_, ProbeId::accounts));
  const auto& [groups, accounts] = *accounts_;
  const std::vector<std::string> members = group_of(groups, accounts, gid).members;
  if (members.empty()) return gid == owner;
  return members == std::vector<std::string>{account_name(accounts, owner)};
}

}  // namespace plimsoll::host
