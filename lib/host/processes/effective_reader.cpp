#include "lib/host/processes/effective_reader.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/host/cgroups/container_cgroup.hpp"
#include "lib/host/processes/container_processes.hpp"
#include "lib/host/processes/process_credentials.hpp"

namespace plimsoll::host {
namespace {

constexpr std::int64_t kFirstProcessOfHost = 1;
constexpr std::size_t kMaxJoined = 100;

/// In the order of NamespaceKind.
constexpr std::string_view kNamespaceFiles[] = {"cgroup", "ipc", "mnt", "net", "pid", "user", "uts"};
static_assert(std::size(kNamespaceFiles) == static_cast<std::size_t>(NamespaceKind::uts) + 1);

Answer<NamespaceNames> namespaces_of(const Descriptor& held) {
  NamespaceNames names;
  for (const std::string_view file : kNamespaceFiles) {
    auto name = HostSource::link_below(held, ProbeId::held_namespace, file);
    if (!name) return name.error();
    names.emplace(file, std::move(*name));
  }
  return names;
}

std::optional<std::vector<NamespaceKind>> shared(const Answer<NamespaceNames>& names,
                                                 const Answer<NamespaceNames>& hosts) {
  if (!names || !hosts) return std::nullopt;
  std::vector<NamespaceKind> kinds;
  for (std::size_t i = 0; i < std::size(kNamespaceFiles); ++i) {
    const auto file = kNamespaceFiles[i];
    if (names->find(file)->second == hosts->find(file)->second) kinds.push_back(static_cast<NamespaceKind>(i));
  }
  return kinds;
}

/// The first process's, then the others' that differ, sorted.
std::vector<ProcessCredentials> distinct(std::vector<ContainerProcess> members) {
  std::vector<ProcessCredentials> all;
  for (ContainerProcess& member : members) {
    if (member.credentials) all.push_back(std::move(*member.credentials));
  }
  std::sort(all.begin() + 1, all.end());
  all.erase(std::unique(all.begin() + 1, all.end()), all.end());
  const auto again = std::find(all.begin() + 1, all.end(), all.front());
  if (again != all.end()) all.erase(again);
  return all;
}

/// Who is in one of the container's own namespaces without being in its group. Who has left meanwhile is left out.
void add_joined(const HostSource& source, const InitProcess& first, const NamespaceNames& names,
                const NsenterProcesses& nsenter_processes, std::vector<ContainerProcess>& members) {
  std::set<std::int64_t> added;
  for (const std::string_view file : kJoinedNamespaces) {
    const std::string& name = names.find(file)->second;
    for (const std::int64_t id : nsenter_processes.in(name)) {
      if (added.size() == kMaxJoined) return;
      auto member = read_outsider(source, id, file, name, first.user_map);
      if (member && added.insert(id).second) members.push_back(std::move(*member));
    }
  }
}

/// Its group is looked at again at the end: a process may be moved to another.
Answer<EffectiveState> read_held(const HostSource& source, const EffectiveSubject& subject, InitProcess first,
                                 const Surroundings& surroundings) {
  const auto text = HostSource::file_below(first.held, ProbeId::held_cgroup);
  if (!text) return text.error();
  const auto cgroup = ContainerCgroup::find(*text, subject.id);
  if (!cgroup) return Cause::unresolved;
  auto user_map = HostSource::file_below(first.held, ProbeId::held_user_map);
  if (!user_map) return user_map.error();
  first.user_map = std::move(*user_map);

  auto members = read_members(source, *cgroup, first);
  if (!members) return members.error();
  mark_injected(*members);
  const auto namespaces = namespaces_of(first.held);
  if (namespaces) add_joined(source, first, *namespaces, surroundings.nsenter_processes, *members);
  EffectiveState state{.processes = distinct(std::move(*members)),
                       .starting_up = is_starting_up(first.held, surroundings.startup_grace),
                       .root_uid = root_in(first.user_map),
                       .limits = cgroup->limits(source),
                       .host_namespaces = shared(namespaces, surroundings.host_namespaces)};
  const auto again = HostSource::file_below(first.held, ProbeId::held_cgroup);
  if (!again) return again.error();
  return *again == *text ? Answer<EffectiveState>(std::move(state)) : Cause::unresolved;
}

/// A process that has ended, or one that is hidden from us as all are.
Failure failure_of_absence(const HostSource& source) {
  const auto visible = source.file(ProbeId::process_stat, std::to_string(kFirstProcessOfHost));
  return visible ? Cause::unresolved : Cause::no_permission;
}

}  // namespace

Answer<NamespaceNames> read_host_namespaces(const HostSource& source) {
  const auto held = source.hold(ProbeId::held_process, std::to_string(kFirstProcessOfHost));
  return held ? namespaces_of(*held) : held.error();
}

Answer<EffectiveState> read_effective_state(const HostSource& source, const EffectiveSubject& subject,
                                            const Surroundings& surroundings) {
  if (!source.shows_owners()) return Cause::hidden;
  auto held = source.hold(ProbeId::held_process, std::to_string(subject.pid));
  if (!held) return held.error() == Cause::absent ? failure_of_absence(source) : held.error();
  InitProcess first{.id = subject.pid, .held = std::move(*held), .user_map = {}};
  auto state = read_held(source, subject, std::move(first), surroundings);
  if (state) return state;
  const bool nobody_waits = state.error() == Cause::pending && surroundings.startup_grace.count() == 0;
  return nobody_waits || state.error() == Cause::absent ? Cause::unresolved : state.error();
}

Answer<ProcessCredentials> read_credentials(const HostSource& source, const EffectiveSubject& subject,
                                            std::int64_t process) {
  if (!source.shows_owners()) return Cause::hidden;
  const auto first = source.hold(ProbeId::held_process, std::to_string(subject.pid));
  if (!first) return first.error();
  const auto text = HostSource::file_below(*first, ProbeId::held_cgroup);
  if (!text) return text.error();
  const auto cgroup = ContainerCgroup::find(*text, subject.id);
  if (!cgroup) return Cause::unresolved;
  const auto user_map = HostSource::file_below(*first, ProbeId::held_user_map);
  if (!user_map) return user_map.error();
  auto member = read_listed(source, *cgroup, process, *user_map);
  if (!member) return member.error();
  member->credentials->injected = true;
  return *std::move(member->credentials);
}

}  // namespace plimsoll::host
