#pragma once

#include "lib/core/rules/common/host_exposure.hpp"
#include "plimsoll/rule.hpp"

namespace plimsoll {

/// The judge of the two rules on host paths that a container may read: wrong is a mount that reveals just `reveals`,
/// unless the list setting `allow` names it. What sensitive-host-path-writable judges is left to that rule.
[[nodiscard]] Verdict judge_readable_host_paths(const ContainerFacts& container, const Context& context,
                                                Reveals reveals, const Setting& allow);

}  // namespace plimsoll
