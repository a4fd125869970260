#pragma once

#include "lib/config/yaml/yaml_node.hpp"
#include "plimsoll/policy.hpp"

namespace plimsoll {

/// The rule of that id. Throws ConfigError at `node` if there is none.
[[nodiscard]] const Rule& known_rule(const YamlNode& node, std::string_view id);

/// Reads one entry of `rules:`. Throws ConfigError.
[[nodiscard]] RulePolicy read_rule(const Rule& rule, const YamlNode& node);

}  // namespace plimsoll
