#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "lib/host/probes/host_source.hpp"
#include "lib/host/processes/nsenter_processes.hpp"
#include "plimsoll/effective_facts.hpp"

namespace plimsoll::host {

/// Whom to read: a container and its first process.
struct EffectiveSubject {
  std::string id;
  std::int64_t pid = 0;

  friend bool operator==(const EffectiveSubject&, const EffectiveSubject&) = default;
};

/// What names the namespaces of one process, by their files in /proc/PID/ns.
using NamespaceNames = std::map<std::string, std::string, std::less<>>;

/// What is the same for all that are read at a time. Borrowed.
struct Surroundings {
  const Answer<NamespaceNames>& host_namespaces;
  const NsenterProcesses& nsenter_processes;
  std::chrono::seconds startup_grace{0};  ///< for so long after its start a container is starting up; 0: nobody waits
};

/// The host's own: those of its first process.
[[nodiscard]] Answer<NamespaceNames> read_host_namespaces(const HostSource& source);

/// What the kernel says of one container. `unresolved`: its first process has ended, or is another's meanwhile.
/// `pending`: it is still the runtime's; where nobody waits until it has grown up, that is unresolved too.
[[nodiscard]] Answer<EffectiveState> read_effective_state(const HostSource& source, const EffectiveSubject& subject,
                                                          const Surroundings& surroundings);

/// Of one more process in the container's control group. `pending`: it is still the runtime's.
[[nodiscard]] Answer<ProcessCredentials> read_credentials(const HostSource& source, const EffectiveSubject& subject,
                                                          std::int64_t process);

}  // namespace plimsoll::host
