#pragma once

/// The truth where the kernel tells it, beside what was asked for.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// Processes that the container started by itself, the first one first. None if they are not known. Borrows from the
/// facts.
[[nodiscard]] std::vector<const ProcessCredentials*> own_processes(const ContainerFacts& container);

/// Whether it is known of one process. Borrows nothing.
template <class Test>
[[nodiscard]] bool any_process(const ContainerFacts& container, Test test) {
  return container.effective && std::ranges::any_of((*container.effective)->processes, test);
}

/// For evidence of the kernel's: the other side, "; Config.User = root". "" if it is not known.
template <class T>
[[nodiscard]] std::string with_declared(const Fact<T>& declared) {
  return declared ? "; " + std::string(declared.path()) + " = " + show(*declared) : std::string();
}

/// A limit as the control group has it, else as it was asked for.
struct LimitInForce {
  Fact<std::int64_t> value;  ///< 0 or less: none
  std::string seen;          ///< for evidence; both sides where they differ
  bool differs = false;      ///< it is known to be another than the one asked for
};

[[nodiscard]] LimitInForce memory_in_force(const ContainerFacts& container);
[[nodiscard]] LimitInForce pids_in_force(const ContainerFacts& container);
/// Of processor time, in billionths of a processor, like HostConfig.NanoCpus, by which or by CpuQuota it was asked for.
[[nodiscard]] LimitInForce cpu_in_force(const ContainerFacts& container);

[[nodiscard]] Item limit_item(std::string key, const LimitInForce& limit, std::string wanted);

}  // namespace plimsoll
