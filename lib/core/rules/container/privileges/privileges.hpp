#pragma once

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// Known to run with --privileged.
[[nodiscard]] bool is_privileged(const ContainerFacts& container);

/// Marks a violation as following from the rule that reports the container's privileges. For verdicts that would be
/// a pass without --privileged.
[[nodiscard]] Verdict implied_by_privileged(Verdict verdict, const ContainerFacts& container, const Context& context);

[[nodiscard]] FixStep remove_privileged();

}  // namespace plimsoll
