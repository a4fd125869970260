#pragma once

#include "lib/core/policy/yaml_node.hpp"
#include "plimsoll/policy.hpp"

namespace plimsoll {

/// The rule of that id. Throws Mistake at `node` if there is none.
[[nodiscard]] const Rule& known_rule(const YamlNode& node, std::string_view id);

/// One entry of `rules:`. Throws Mistake.
[[nodiscard]] RulePolicy read_rule(const Rule& rule, const YamlNode& node);

/// As if the policy said nothing about it.
[[nodiscard]] RulePolicy default_rule_policy(const Rule& rule);

}  // namespace plimsoll
