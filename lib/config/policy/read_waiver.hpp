#pragma once

#include "lib/config/yaml/yaml_node.hpp"
#include "plimsoll/policy.hpp"

namespace plimsoll {

/// Reads one element of `waivers:`. Throws ConfigError.
[[nodiscard]] Waiver read_waiver(const YamlNode& node);

}  // namespace plimsoll
