#pragma once

#include "lib/config/yaml/yaml_node.hpp"
#include "plimsoll/policy.hpp"

namespace plimsoll {

/// One element of `waivers:`. Throws ConfigError.
[[nodiscard]] Waiver read_waiver(const YamlNode& node);

}  // namespace plimsoll
