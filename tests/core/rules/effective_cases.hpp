#pragma once

/// Cases where the kernel tells its side.

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

inline constexpr CapabilityMask kDefaultCapabilities = 0xa80425fb;  ///< Docker's 14
inline constexpr CapabilityMask kEveryCapability = 0x1ffffffffff;

inline void set_effective(World& w, EffectiveState state) {
  w.container.effective = {Shared<EffectiveState>(std::move(state)), Source::host, "/proc/PID"};
}

inline ProcessCredentials process_of(std::uint32_t uid) { return {.uid = uid, .effective_uid = uid, .saved_uid = uid}; }
inline ProcessCredentials entered(ProcessCredentials process) {
  process.injected = true;
  return process;
}
inline ProcessCredentials holding(CapabilityMask mask) {
  return {.permitted = mask, .effective = mask, .bounding = mask};
}

inline std::function<void(World&)> processes(std::vector<ProcessCredentials> processes) {
  return [=](World& w) { set_effective(w, {.processes = processes, .limits = {}, .host_namespaces = {}}); };
}

inline std::function<void(World&)> limits(CgroupLimits limits) {
  return [=](World& w) { set_effective(w, {.processes = {}, .limits = limits, .host_namespaces = {}}); };
}

inline std::function<void(World&)> kernel_says(std::vector<NamespaceKind> host_namespaces) {
  return [=](World& w) { set_effective(w, {.processes = {}, .limits = {}, .host_namespaces = host_namespaces}); };
}

inline std::function<void(World&)> all_of(std::vector<std::function<void(World&)>> changes) {
  return [changes = std::move(changes)](World& w) {
    for (const auto& change : changes) change(w);
  };
}

inline void without_effective(World& w) { w.container.effective = missing(Cause::no_permission); }

}  // namespace plimsoll::testing
