#include "lib/host/processes/nsenter_processes.hpp"

#include "lib/host/processes/process_text.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr std::string_view kFirstProcessOfHost = "1";

/// Without a value where it may not be read.
std::string namespace_of(const Descriptor& process, std::string_view file) {
  const auto name = HostSource::link_below(process, ProbeId::held_namespace, file);
  return name ? *name : std::string();
}

bool is_in_container(const Descriptor& process) {
  const auto cgroup = HostSource::file_below(process, ProbeId::held_cgroup);
  return !cgroup || !container_of(*cgroup).empty();
}

/// Where the host's may not be read: a container's process namespace may be the host's, its mount namespace never is.
bool may_be_containers(std::string_view file, const std::string& name, const std::string& hosts) {
  if (name.empty() || name == hosts) return false;
  return !hosts.empty() || file == "mnt";
}

/// Those of the process that may be a container's; none of a process of a container.
std::vector<std::string> foreign_namespaces(const Descriptor& process, const Descriptor& host) {
  std::vector<std::string> names;
  for (const std::string_view file : kJoinedNamespaces) {
    std::string name = namespace_of(process, file);
    if (may_be_containers(file, name, namespace_of(host, file))) names.push_back(std::move(name));
  }
  if (!names.empty() && is_in_container(process)) names.clear();
  return names;
}

}  // namespace

void NsenterProcesses::refresh(const HostSource& source, Now now) {
  if (read_at_ && now - *read_at_ < refresh_) return;
  read_at_ = now;
  by_namespace_.clear();
  const auto host = source.hold(ProbeId::held_process, kFirstProcessOfHost);
  const auto ids = source.names(ProbeId::process_list);
  if (!host || !ids) return;
  for (const std::string& id : *ids) {
    const auto number = number_in<std::int64_t>(id);
    const auto process = number ? source.hold(ProbeId::held_process, id) : Cause::absent;
    if (!process) continue;
    for (std::string& name : foreign_namespaces(*process, *host)) by_namespace_[std::move(name)].push_back(*number);
  }
}

std::vector<std::int64_t> NsenterProcesses::in(const std::string& namespace_name) const {
  const auto found = by_namespace_.find(namespace_name);
  return found == by_namespace_.end() ? std::vector<std::int64_t>() : found->second;
}

}  // namespace plimsoll::host
