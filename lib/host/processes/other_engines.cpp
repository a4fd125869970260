#include "lib/host/processes/other_engines.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

constexpr std::string_view kEngines[] = {"balena-engine-daemon",
                                         "balenad",
                                         "conmon",
                                         "conmonrs",
                                         "cri-dockerd",
                                         "crio",
                                         "dockerd",
                                         "incusd",
                                         "k0s",
                                         "k3s",
                                         "k3s-server",
                                         "kubelet",
                                         "lxc-start",
                                         "lxd",
                                         "microk8s-kubelite",
                                         "nomad",
                                         "podman",
                                         "rke2"};

bool is_audited(std::string_view program, EngineKind audited) {
  if (audited == EngineKind::docker) return program == "dockerd";
  return program == "podman" || program == "conmon" || program == "conmonrs";
}

std::optional<Failure> unless_absent(const Failure& failure) {
  return failure == Cause::absent ? std::nullopt : std::optional(failure);
}

bool is_docker_namespace(std::string_view name) { return name == "moby" || name == "plugins.moby"; }

/// Nothing, or why they could not all be looked at.
std::optional<Failure> add_namespaces(const HostSource& source, EngineKind audited, std::set<std::string>& found) {
  const auto names = source.names(ProbeId::containerd_namespaces);
  if (!names) return unless_absent(names.error());
  std::optional<Failure> unseen;
  for (const std::string& name : *names) {
    if (audited == EngineKind::docker && is_docker_namespace(name)) continue;
    const auto tasks = source.names(ProbeId::containerd_tasks, name);
    if (tasks && !tasks->empty()) found.insert("containerd:" + to_utf8(name));
    if (!tasks && !unseen) unseen = unless_absent(tasks.error());
  }
  return unseen;
}

/// A second engine of the audited kind is another one too.
void add_programs(const ProcessTable& table, EngineKind audited, std::set<std::string>& found) {
  bool audited_seen = false;
  for (const Process& process : table) {
    if (!process.container.empty() || !std::ranges::count(kEngines, process.program)) continue;
    const bool is_other = !is_audited(process.program, audited) || (process.program == "dockerd" && audited_seen);
    if (is_other) found.insert(process.program);
    audited_seen = audited_seen || process.program == "dockerd";
  }
}

}  // namespace

Answer<std::vector<std::string>> other_engines(const HostSource& source, const ProcessTable& table,
                                               EngineKind audited) {
  std::set<std::string> found;
  add_programs(table, audited, found);
  const auto unseen = add_namespaces(source, audited, found);
  if (unseen && found.empty()) return *unseen;
  return std::vector<std::string>(found.begin(), found.end());
}

}  // namespace plimsoll::host
