#include "lib/core/rules/common/container_processes.hpp"

#include <algorithm>

namespace plimsoll {

Fact<std::span<const ContainerProcess>> processes_of(const ContainerFacts& container, const HostFacts& host) {
  using Processes = std::span<const ContainerProcess>;
  const auto& [pid, all] = std::tie(container.pid, host.container_processes);
  if (pid && *pid == 0) return {Processes(), pid.source(), pid.path()};
  if (!all) return {all.cause(), all.source(), all.path()};
  const auto found = std::ranges::lower_bound(*all, container.id, {}, &ContainerProcesses::container_id);
  if (found == all->end() || found->container_id != container.id) return {Cause::pending, all.source(), all.path()};
  const auto& processes = found->processes;
  if (!processes) return {processes.cause(), processes.source(), processes.path()};
  return {Processes(*processes), processes.source(), processes.path()};
}

}  // namespace plimsoll
