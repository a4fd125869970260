#pragma once

/// What the kernel says of a container that runs: the truth behind what was asked for. Nothing here changes while the
/// container just works, but that it grows up: no process ids, no numbers of processes, nothing that is used up.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

enum class SeccompMode : std::uint8_t {
  disabled,
  strict,
  filter,
  not_supported,  ///< the kernel has none
};

/// Bit n is capability n of the kernel.
using CapabilityMask = std::uint64_t;

/// What processes may do. All processes that are alike in it are told once.
struct ProcessCredentials {
  bool injected = false;  ///< it, or who started it, came from outside: docker exec, a health check, nsenter
  bool nested_user_namespace = false;  ///< of its own making: its capabilities are worth nothing outside of that one
  std::uint32_t uid = 0;               ///< real, as the host counts, like the following
  std::uint32_t effective_uid = 0;
  std::uint32_t saved_uid = 0;
  std::uint32_t gid = 0;
  std::uint32_t effective_gid = 0;
  CapabilityMask permitted = 0;
  CapabilityMask effective = 0;
  CapabilityMask bounding = 0;
  CapabilityMask ambient = 0;
  SeccompMode seccomp = SeccompMode::disabled;
  bool no_new_privileges = false;
  std::optional<std::string> label;  ///< AppArmor's or SELinux's; "" where neither is; nothing: it may not be read

  friend auto operator<=>(const ProcessCredentials&, const ProcessCredentials&) = default;
};

inline constexpr std::int64_t kNoLimit = -1;

/// What the container's own control group sets. Without a value: it lacks that control, or it could not be read.
struct CgroupLimits {
  std::optional<std::int64_t> memory_bytes;       ///< kNoLimit: none, as in the following
  std::optional<std::int64_t> memory_swap_bytes;  ///< memory and swap together
  std::optional<std::int64_t> pids;
  std::optional<std::int64_t> cpu_quota_us;
  std::optional<std::int64_t> cpu_period_us;
  std::optional<bool> cpu_weighted;    ///< its share of busy processors is not what every group gets
  std::optional<bool> cpu_restricted;  ///< to fewer processors than the host's groups have

  friend bool operator==(const CgroupLimits&, const CgroupLimits&) = default;
};

enum class NamespaceKind : std::uint8_t { cgroup, ipc, mount, network, pid, user, uts };

struct EffectiveState {
  std::vector<ProcessCredentials> processes;  ///< the first process's, then the others' that differ, sorted
  bool starting_up = false;   ///< it began moments ago, so its processes may still drop what they do not need
  std::int64_t root_uid = 0;  ///< who root of the container is, as the host counts; -1: nobody
  CgroupLimits limits;
  /// Those of the first process that are the host's own. Nothing: they may not be read.
  std::optional<std::vector<NamespaceKind>> host_namespaces;

  friend bool operator==(const EffectiveState&, const EffectiveState&) = default;
};

}  // namespace plimsoll
