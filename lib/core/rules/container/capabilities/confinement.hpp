#pragma once

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// Whether root in the container may mount, write the kernel's settings and trace processes outside as far as AppArmor
/// and SELinux go: a pass where one of them forbids it, else a violation without items. Unknown of an AppArmor profile
/// that is not the engine's: what it forbids nobody tells.
[[nodiscard]] Verdict judge_confinement(const ContainerFacts& container, const Context& context);

}  // namespace plimsoll
