#pragma once

#include <span>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// The processes of a container as the host's /proc shows them; none of one that does not run. No value if /proc was
/// not read, or (pending) not since the container was started. Borrows from the host's facts.
[[nodiscard]] Fact<std::span<const ContainerProcess>> processes_of(const ContainerFacts& container,
                                                                   const HostFacts& host);

}  // namespace plimsoll
