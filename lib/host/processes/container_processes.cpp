#include "lib/host/processes/container_processes.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <unordered_map>
#include <utility>

#include "lib/host/processes/process_credentials.hpp"
#include "lib/host/processes/process_text.hpp"
#include "lib/host/text.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

constexpr std::size_t kMaxProcesses = 10'000;
constexpr std::size_t kMaxGroups = 1'000;
constexpr std::chrono::seconds kStart{10};  // how long a runtime may take to become the program that it starts

Answer<void> add_ids(const HostSource& source, const std::string& group, std::vector<std::int64_t>& ids) {
  const auto text = source.file(ProbeId::cgroup_processes, group);
  if (!text) return text.error();
  for (const std::string_view line : lines_of(*text)) {
    const auto id = number_in<std::int64_t>(line);
    if (id && *id > 0) ids.push_back(*id);
  }
  if (ids.size() > kMaxProcesses) return Cause::too_large;
  return {};
}

/// A group below may go away, or be threaded: then the group above it lists its processes. Any other failure may be of
/// the container's making, such as a path of groups that is too long to open.
bool is_no_loss(const Failure& failure) { return failure == Cause::absent || failure.os_error.number == EOPNOTSUPP; }

Answer<void> add_groups_below(const HostSource& source, const std::string& group, std::vector<std::string>& groups) {
  const auto names = source.names(ProbeId::cgroup_groups, group);
  if (!names) return is_no_loss(names.error()) ? Answer<void>() : names.error();
  for (const std::string& name : *names) groups.push_back(group + "/" + name);
  if (groups.size() > kMaxGroups) return Cause::too_large;
  return {};
}

Answer<std::vector<std::int64_t>> process_ids(const HostSource& source, const std::string& top) {
  std::vector<std::string> groups = {top};
  std::vector<std::int64_t> ids;
  for (std::size_t next = 0; next < groups.size(); ++next) {
    const std::string group = groups[next];
    const auto added = add_ids(source, group, ids);
    if (!added && (next == 0 || !is_no_loss(added.error()))) return added.error();
    const auto below = add_groups_below(source, group, groups);
    if (!below) return below.error();
  }
  return ids;
}

/// What a runtime puts into the group before it takes its own rights away and becomes the program. The name is the
/// process's own choice, so it is believed for seconds only.
bool is_being_started(const Descriptor& held, const std::string& name) {
  if (!name.starts_with("runc") && !name.starts_with("crun")) return false;
  return is_starting_up(held, kStart);
}

/// Nothing: it may not be read. Without any such module in the kernel reading fails.
std::optional<std::string> label_of(const Descriptor& held) {
  const auto text = HostSource::file_below(held, ProbeId::held_label);
  if (text) return to_utf8(trimmed(text->substr(0, text->find('\0'))));
  const bool has_no_module = text.error() == Cause::absent || text.error().os_error.number == EINVAL;
  return has_no_module ? std::optional<std::string>("") : std::nullopt;
}

bool is_nested(const std::string& user_map, const std::string& containers_map) {
  return user_map != containers_map && !maps_all_to_themselves(user_map);
}

Answer<ProcessStatus> status_of(const Descriptor& held) {
  const auto text = HostSource::file_below(held, ProbeId::held_status);
  if (!text) return text.error();
  auto status = parse_process_status(*text);
  if (!status) return Cause::malformed;
  if (status->ended) return Cause::absent;
  if (is_being_started(held, status->name)) return Cause::pending;
  return std::move(*status);
}

Answer<ContainerProcess> read_member(const Descriptor& held, std::int64_t id, const std::string& containers_map) {
  const auto user_map = HostSource::file_below(held, ProbeId::held_user_map);
  if (!user_map) return user_map.error();
  auto label = label_of(held);
  auto status = status_of(held);
  if (!status) return status.error();
  status->credentials.label = std::move(label);
  status->credentials.nested_user_namespace = is_nested(*user_map, containers_map);
  return ContainerProcess{.id = id, .parent = status->parent, .credentials = std::move(status->credentials)};
}

/// Whether each came from outside, as far as it is known.
class Descent {
 public:
  explicit Descent(const std::vector<ContainerProcess>& members)
      : members_(members), origins_(members.size(), Origin::unknown) {
    for (std::size_t i = 0; i < members.size(); ++i) by_id_.emplace(members[i].id, i);
    if (!members.empty()) origins_.front() = Origin::inside;
  }

  [[nodiscard]] bool is_from_outside(std::size_t member) {
    std::vector<std::size_t> line;
    while (origins_[member] == Origin::unknown) {
      origins_[member] = Origin::outside;  // also of whose line leads back to itself
      line.push_back(member);
      member = parent_of(member);
    }
    for (const std::size_t each : line) origins_[each] = origins_[member];
    return origins_[member] == Origin::outside;
  }

 private:
  enum class Origin : std::uint8_t { unknown, inside, outside };

  /// Itself, if its parent is none of them. Of one that ended meanwhile the parent is not known: it is left inside.
  [[nodiscard]] std::size_t parent_of(std::size_t member) const {
    if (!members_[member].credentials) return 0;
    const auto found = by_id_.find(members_[member].parent);
    return found == by_id_.end() ? member : found->second;
  }

  const std::vector<ContainerProcess>& members_;
  std::vector<Origin> origins_;
  std::unordered_map<std::int64_t, std::size_t> by_id_;
};

}  // namespace

bool is_starting_up(const Descriptor& held, std::chrono::seconds startup_grace) {
  const auto text = HostSource::file_below(held, ProbeId::held_stat);
  const auto stat = text ? parse_process_stat(*text) : std::nullopt;
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return stat && now.tv_sec - stat->started_ticks / ::sysconf(_SC_CLK_TCK) < startup_grace.count();
}

Answer<ContainerProcess> read_listed(const HostSource& source, const ContainerCgroup& group, std::int64_t id,
                                     const std::string& containers_map) {
  const auto held = source.hold(ProbeId::held_process, std::to_string(id));
  if (!held) return held.error();
  const auto cgroup = HostSource::file_below(*held, ProbeId::held_cgroup);
  if (!cgroup) return cgroup.error();
  if (!group.holds(*cgroup)) return Cause::absent;
  return read_member(*held, id, containers_map);
}

Answer<std::vector<ContainerProcess>> read_members(const HostSource& source, const ContainerCgroup& cgroup,
                                                   const InitProcess& first) {
  auto first_member = read_member(first.held, first.id, first.user_map);
  if (!first_member) return first_member.error();
  const auto ids = process_ids(source, cgroup.processes(source));
  if (!ids) return ids.error();
  std::vector<ContainerProcess> members = {std::move(*first_member)};
  for (const std::int64_t id : *ids) {
    if (id == first.id) continue;
    auto member = read_listed(source, cgroup, id, first.user_map);
    const bool gone = !member && (member.error() == Cause::absent || member.error() == Cause::pending);
    if (!member && !gone) return member.error();
    members.push_back(gone ? ContainerProcess{.id = id, .parent = 0, .credentials = std::nullopt} : std::move(*member));
  }
  return members;
}

Answer<ContainerProcess> read_outsider(const HostSource& source, std::int64_t id, std::string_view file,
                                       std::string_view name, const std::string& containers_map) {
  const auto held = source.hold(ProbeId::held_process, std::to_string(id));
  if (!held) return held.error();
  const auto now = HostSource::link_below(*held, ProbeId::held_namespace, file);
  const auto cgroup = HostSource::file_below(*held, ProbeId::held_cgroup);
  if (!now || !cgroup || *now != name || !container_of(*cgroup).empty()) return Cause::absent;
  auto member = read_member(*held, id, containers_map);
  if (member) member->credentials->injected = true;
  return member;
}

void mark_injected(std::vector<ContainerProcess>& members) {
  Descent descent(members);
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].credentials) members[i].credentials->injected = descent.is_from_outside(i);
  }
}

}  // namespace plimsoll::host
