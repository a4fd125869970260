#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/host/cgroups/container_cgroup.hpp"
#include "lib/host/probes/host_source.hpp"
#include "plimsoll/effective_facts.hpp"

namespace plimsoll::host {

/// One process of a container. One that ended while it was read is listed without credentials: its children live on.
struct ContainerProcess {
  std::int64_t id = 0;
  std::int64_t parent = 0;
  std::optional<ProcessCredentials> credentials;
};

/// A container's first process, held.
struct InitProcess {
  std::int64_t id = 0;
  Descriptor held;
  std::string user_map;
};

/// Whether a process, held, began less than `startup_grace` ago. One of which that is not known did not.
[[nodiscard]] bool is_starting_up(const Descriptor& held, std::chrono::seconds startup_grace);

/// One process, if it is in the group or below it: the id may be another's since it was listed, and then it is absent.
/// `pending`: it is still the runtime's.
[[nodiscard]] Answer<ContainerProcess> read_listed(const HostSource& source, const ContainerCgroup& group,
                                                   std::int64_t id, const std::string& containers_map);

/// All processes of a group and of those below it, the first process first. `pending`: that one is still the runtime's.
[[nodiscard]] Answer<std::vector<ContainerProcess>> read_members(const HostSource& source,
                                                                 const ContainerCgroup& cgroup,
                                                                 const InitProcess& first);

/// A process that nsenter started, if it still is one and in that namespace (a file of /proc/PID/ns, and what it
/// names).
[[nodiscard]] Answer<ContainerProcess> read_outsider(const HostSource& source, std::int64_t id, std::string_view file,
                                                     std::string_view name, const std::string& containers_map);

/// Says of each member whether it, or who started it, came from outside: its line of parents does not lead to the
/// first one.
void mark_injected(std::vector<ContainerProcess>& members);

}  // namespace plimsoll::host
