#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "lib/host/probes/host_source.hpp"

namespace plimsoll::host {

/// Processes in no container's control group that are in another mount or process namespace than the host's: who joined
/// those of a container, with nsenter for one, is among them. One thread.
class NsenterProcesses {
 public:
  using Now = std::chrono::steady_clock::time_point;

  explicit NsenterProcesses(std::chrono::seconds refresh) : refresh_(refresh) {}

  /// One pass over /proc, unless there was one within the time given. Who may not be looked into is not found.
  void refresh(const HostSource& source, Now now);

  /// Process ids, as of the last pass: whoever uses one looks again.
  [[nodiscard]] std::vector<std::int64_t> in(const std::string& namespace_name) const;

 private:
  const std::chrono::seconds refresh_;
  std::optional<Now> read_at_;
  std::unordered_map<std::string, std::vector<std::int64_t>> by_namespace_;  // ids in order
};

/// The namespaces whose joining makes a process one of a container's, as files of /proc/PID/ns.
inline constexpr std::string_view kJoinedNamespaces[] = {"mnt", "pid"};

}  // namespace plimsoll::host
