#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/host/probes/answer.hpp"
#include "lib/host/probes/host_source.hpp"
#include "plimsoll/effective_facts.hpp"

namespace plimsoll::host {

/// Where the control groups of one container are, of either version: all paths are below /sys/fs/cgroup.
class ContainerCgroup {
 public:
  /// From /proc/PID/cgroup of its first process. Nothing if that process is in no group of the container's.
  [[nodiscard]] static std::optional<ContainerCgroup> find(std::string_view cgroup, std::string_view container_id);

  /// Whether /proc/PID/cgroup is of a process in it or below it.
  [[nodiscard]] bool holds(std::string_view cgroup) const;
  /// The group whose processes, with those of the groups below it, are the container's.
  [[nodiscard]] std::string processes(const HostSource& source) const;
  /// What it sets. What could not be read has no value.
  [[nodiscard]] CgroupLimits limits(const HostSource& source) const;

 private:
  [[nodiscard]] std::string group_of(std::string_view controller) const;
  [[nodiscard]] std::string version_2_root(const HostSource& source) const;
  [[nodiscard]] CgroupLimits limits_of_version_1(const HostSource& source) const;
  [[nodiscard]] CgroupLimits limits_of_version_2(const HostSource& source) const;

  std::string first_cgroup_;  // of the first process, as found
  std::string id_;
  std::string hierarchy_;       // the controllers of the line that `processes` and `holds` go by; "": version 2
  std::string path_;            // in that hierarchy
  bool has_version_1_ = false;  // hierarchies of version 1 exist
};

}  // namespace plimsoll::host
