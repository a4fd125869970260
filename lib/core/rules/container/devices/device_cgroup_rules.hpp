#pragma once

#include <string_view>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// Whether a device cgroup rule ("b 8:* rwm", "a") lets the container open nodes of block devices that hold data of
/// the host; nodes it may make without a rule. A rule that cannot be parsed does not.
[[nodiscard]] bool opens_storage(std::string_view rule);

/// Whether the container's root can make such nodes as root of the host: it holds MKNOD and is not remapped.
[[nodiscard]] Fact<bool> can_make_nodes(const ContainerFacts& container, const Context& context);

/// A ContainerFix: takes away the rules that are the items of the verdict.
[[nodiscard]] std::vector<FixStep> fix_device_cgroup_rules(const ContainerFacts& container, const Context& context,
                                                           const Verdict& verdict);

}  // namespace plimsoll
