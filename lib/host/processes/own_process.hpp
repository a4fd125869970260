#pragma once

/// How this process looks to the kernel, and what it may connect to: for `plimsoll doctor`. Reads /proc/self,
/// /etc/group, /etc/passwd and /sys; a call takes less than a millisecond.

#include <optional>
#include <string>

#include "plimsoll/doctor.hpp"

namespace plimsoll::host {

/// The texts of /proc/self/{status,uid_map,mountinfo,attr/current,cgroup}, /etc/group and /etc/passwd.
struct OwnProcessFiles {
  std::string status;
  std::string user_map;
  std::string mounts;
  std::string label;
  std::string cgroup;
  std::string groups;
  std::string accounts;
};

/// Nothing if the status is not one.
[[nodiscard]] std::optional<OwnProcess> parse_own_process(const OwnProcessFiles& files);

[[nodiscard]] std::optional<OwnProcess> read_own_process();

[[nodiscard]] SystemFacts read_system_facts();

/// `absent`, `no_permission` (a directory above it may not be searched), `wrong_type` (no socket) or what stat fails
/// with.
[[nodiscard]] Fact<SocketFile> read_socket_file(const std::string& path);

}  // namespace plimsoll::host
