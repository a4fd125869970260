#pragma once

#include "lib/core/policy/yaml_node.hpp"
#include "plimsoll/policy.hpp"

namespace plimsoll {

/// One element of `waivers:`. Throws Mistake.
[[nodiscard]] Waiver read_waiver(const YamlNode& node);

}  // namespace plimsoll
