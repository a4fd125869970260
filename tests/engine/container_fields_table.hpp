#pragma once

/// Every fact of a container with the field that it comes from, for tests that must not forget one.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "plimsoll/facts.hpp"

namespace plimsoll::testing {

/// What a fact of any type says about itself.
struct Seen {
  bool has_value = false;
  Cause cause = Cause::absent;
  std::string path;
};

/// What on Docker stands for a plain default.
enum class Default { none, when_null, when_null_or_missing };

struct FactOfField {
  std::string path;  ///< of the field in the answer, dotted
  Default plain;
  std::function<Seen(const ContainerFacts&)> seen;
};

template <class T>
std::function<Seen(const ContainerFacts&)> look_at(Fact<T> ContainerFacts::* fact) {
  return [fact](const ContainerFacts& container) -> Seen {
    const Fact<T>& it = container.*fact;
    return {static_cast<bool>(it), it.cause(), std::string(it.path())};
  };
}

[[nodiscard]] inline std::vector<FactOfField> facts_of_fields() {
  using C = ContainerFacts;
  constexpr Default kPlain = Default::when_null;
  constexpr Default kOptional = Default::when_null_or_missing;
  constexpr Default kCause = Default::none;
  return {
      {"State.Status", kCause, look_at(&C::state)},
      {"Created", kCause, look_at(&C::created_at)},
      {"State.Pid", kCause, look_at(&C::pid)},
      {"HostConfig.Runtime", kCause, look_at(&C::runtime)},
      {"HostConfig.Init", kOptional, look_at(&C::init)},
      {"Config.Healthcheck", kOptional, look_at(&C::healthcheck)},
      {"State.Health", kOptional, look_at(&C::health)},
      {"HostConfig.LogConfig.Type", kCause, look_at(&C::log_driver)},
      {"HostConfig.LogConfig.Config", kPlain, look_at(&C::log_size_limited)},
      {"Config.Env", kPlain, look_at(&C::secret_environment)},
      {"HostConfig.Tmpfs", kOptional, look_at(&C::executable_tmpfs)},
      {"HostConfig.Sysctls", kOptional, look_at(&C::sysctls)},
      {"ExecIDs", kPlain, look_at(&C::exec_sessions)},
      {"Config.User", kCause, look_at(&C::user)},
      {"HostConfig.UsernsMode", kCause, look_at(&C::userns_mode)},
      {"HostConfig.GroupAdd", kPlain, look_at(&C::group_add)},
      {"HostConfig.Privileged", kCause, look_at(&C::privileged)},
      {"HostConfig.CapAdd", kPlain, look_at(&C::cap_add)},
      {"HostConfig.CapDrop", kPlain, look_at(&C::cap_drop)},
      {"HostConfig.SecurityOpt", kPlain, look_at(&C::security_options)},
      {"AppArmorProfile", kCause, look_at(&C::apparmor_profile)},
      {"ProcessLabel", kCause, look_at(&C::process_label)},
      {"HostConfig.MaskedPaths", kCause, look_at(&C::masked_paths)},
      {"HostConfig.ReadonlyPaths", kCause, look_at(&C::readonly_paths)},
      {"HostConfig.Devices", kPlain, look_at(&C::devices)},
      {"HostConfig.DeviceCgroupRules", kPlain, look_at(&C::device_cgroup_rules)},
      {"HostConfig.DeviceRequests", kPlain, look_at(&C::device_requests)},
      {"Mounts", kCause, look_at(&C::mounts)},
      {"HostConfig.ReadonlyRootfs", kCause, look_at(&C::readonly_rootfs)},
      {"HostConfig.Memory", kCause, look_at(&C::memory_bytes)},
      {"HostConfig.MemorySwap", kCause, look_at(&C::memory_swap_bytes)},
      {"HostConfig.OomKillDisable", kPlain, look_at(&C::oom_kill_disable)},
      {"HostConfig.OomScoreAdj", kCause, look_at(&C::oom_score_adj)},
      {"HostConfig.CpuShares", kCause, look_at(&C::cpu_shares)},
      {"HostConfig.CpuQuota", kCause, look_at(&C::cpu_quota_us)},
      {"HostConfig.NanoCpus", kCause, look_at(&C::nano_cpus)},
      {"HostConfig.CpusetCpus", kCause, look_at(&C::cpuset_cpus)},
      {"HostConfig.PidsLimit", kPlain, look_at(&C::pids_limit)},
      {"HostConfig.BlkioDeviceReadBps", kPlain, look_at(&C::block_io_limits)},
      {"HostConfig.BlkioDeviceWriteBps", kPlain, look_at(&C::block_io_limits)},
      {"HostConfig.BlkioDeviceReadIOps", kPlain, look_at(&C::block_io_limits)},
      {"HostConfig.BlkioDeviceWriteIOps", kPlain, look_at(&C::block_io_limits)},
      {"HostConfig.Ulimits", kPlain, look_at(&C::ulimits)},
      {"HostConfig.CgroupParent", kCause, look_at(&C::cgroup_parent)},
      {"HostConfig.RestartPolicy", kCause, look_at(&C::restart_policy)},
      {"HostConfig.PidMode", kCause, look_at(&C::pid_mode)},
      {"HostConfig.IpcMode", kCause, look_at(&C::ipc_mode)},
      {"HostConfig.UTSMode", kCause, look_at(&C::uts_mode)},
      {"HostConfig.NetworkMode", kCause, look_at(&C::network_mode)},
      {"HostConfig.CgroupnsMode", kCause, look_at(&C::cgroupns_mode)},
      {"NetworkSettings.Networks", kCause, look_at(&C::networks)},
      {"NetworkSettings.Ports", kCause, look_at(&C::published_ports)},
  };
}

}  // namespace plimsoll::testing
