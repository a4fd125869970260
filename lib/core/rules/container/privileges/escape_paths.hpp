#pragma once

#include <string_view>
#include <vector>

#include "plimsoll/rule.hpp"

/// Ways to be root on the host that no other rule tells. Each is judged as if users were not remapped.

namespace plimsoll {

inline constexpr std::string_view kCorePatternWay = "core-pattern";
inline constexpr std::string_view kReleaseAgentWay = "release-agent";

/// It may write the kernel's core pattern: the program that the kernel starts as root when a process crashes.
[[nodiscard]] Verdict judge_core_pattern(const ContainerFacts& container, const Context& context);
[[nodiscard]] std::vector<FixStep> fix_core_pattern(const ContainerFacts& container, const Context& context,
                                                    const Verdict& verdict);

/// It may mount a hierarchy of cgroup v1 and name the program that the kernel starts as root when a group empties. That
/// file is nowhere but at the top of a hierarchy, which no mount of a container's own group shows, and since Linux 5.17
/// it is SYS_ADMIN's alone: writable cgroups are no way without it.
[[nodiscard]] Verdict judge_release_agent(const ContainerFacts& container, const Context& context);
[[nodiscard]] std::vector<FixStep> fix_release_agent(const ContainerFacts& container, const Context& context,
                                                     const Verdict& verdict);

/// It may trace the processes of privileged containers with which it shares a process namespace. The items are those
/// containers' names.
[[nodiscard]] Verdict judge_privileged_processes(const ContainerFacts& container, const Context& context);
[[nodiscard]] std::vector<FixStep> fix_privileged_processes(const ContainerFacts& container, const Context& context,
                                                            const Verdict& verdict);

}  // namespace plimsoll
