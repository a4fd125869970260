#include "lib/host/engine_setup/accounts.hpp"

#include <algorithm>

#include "lib/host/probes/access_list.hpp"
#include "lib/host/text.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

constexpr std::size_t kName = 0;
constexpr std::size_t kGroupId = 2;
constexpr std::size_t kMembers = 3;
constexpr std::size_t kUserId = 2;
constexpr std::size_t kPrimaryGroup = 3;
constexpr std::uint32_t kGroupWrites = 020;

void add_member(EngineGroup& group, std::string_view name) {
  std::string member = to_utf8(trimmed(name));
  if (!member.empty() && std::ranges::count(group.members, member) == 0) group.members.push_back(std::move(member));
}

/// Several lines may name one id.
void add_listed(std::string_view groups, EngineGroup& group) {
  for (const std::string_view line : lines_of(groups)) {
    const std::vector<std::string_view> fields = split(line, ':');
    if (fields.size() <= kMembers || number_in<std::uint32_t>(fields[kGroupId]) != group.gid) continue;
    if (group.name.empty()) group.name = to_utf8(fields[kName]);
    for (const std::string_view member : split(fields[kMembers], ',')) add_member(group, member);
  }
}

void add_primary(std::string_view accounts, EngineGroup& group) {
  for (const std::string_view line : lines_of(accounts)) {
    const std::vector<std::string_view> fields = split(line, ':');
    const bool is_primary =
        fields.size() > kPrimaryGroup && number_in<std::uint32_t>(fields[kPrimaryGroup]) == group.gid;
    if (is_primary) add_member(group, fields[kName]);
  }
}

struct SocketGroup {
  std::uint32_t gid = 0;
  bool writes = false;
};

SocketGroup group_in(std::uint32_t gid, std::uint32_t mode) { return {gid, (mode & kGroupWrites) != 0}; }

/// The first API socket whose status is known.
Answer<SocketGroup> socket_group(const HostSource& source, const std::vector<EngineFile>& files,
                                 const std::string& socket_path) {
  for (const EngineFile& file : files) {
    if (file.role == EngineFileRole::api_socket && file.status) return group_in(file.status->gid, file.status->mode);
  }
  const auto info = source.status(socket_path);
  if (!info) return info.error();
  return group_in(info->gid, with_access_list(info->mode, info->access_list));
}

}  // namespace

std::string account_name(std::string_view accounts, std::uint32_t uid) {
  for (const std::string_view line : lines_of(accounts)) {
    const std::vector<std::string_view> fields = split(line, ':');
    if (fields.size() > kUserId && number_in<std::uint32_t>(fields[kUserId]) == uid) return to_utf8(fields[kName]);
  }
  return {};
}

EngineGroup group_of(std::string_view groups, std::string_view accounts, std::uint32_t gid) {
  EngineGroup group{.gid = gid};
  add_listed(groups, group);
  add_primary(accounts, group);
  return group;
}

Answer<EngineGroup> read_engine_group(const HostSource& source, const std::vector<EngineFile>& files,
                                      const std::string& socket_path) {
  const auto owner = socket_group(source, files, socket_path);
  if (!owner) return owner.error();
  const auto groups = source.file(ProbeId::groups);
  const auto accounts = source.file(ProbeId::accounts);
  if (!groups || !accounts) return groups ? accounts.error() : groups.error();
  EngineGroup group = group_of(*groups, *accounts, owner->gid);
  if (!owner->writes) group.members.clear();
  return group;
}

}  // namespace plimsoll::host
