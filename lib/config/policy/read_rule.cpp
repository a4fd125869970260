#include "lib/config/policy/read_rule.hpp"

#include <algorithm>

#include "lib/support/nearest.hpp"

namespace plimsoll {
namespace {

struct Key {
  std::string_view name;
  void (*read)(const YamlNode&, RulePolicy&);
};

/// What every rule has; the rest of its keys are its settings.
constexpr Key kKeys[] = {
    {"enabled", [](const YamlNode& node, RulePolicy& policy) { policy.enabled = node.as_bool(); }},
    {"reason", [](const YamlNode& node, RulePolicy& policy) { policy.reason = node.as_nonblank_string(); }},
    {"severity", [](const YamlNode& node, RulePolicy& policy) { policy.severity = node.severity(); }},
};

std::vector<std::string_view> known_keys(const Rule& rule) {
  std::vector<std::string_view> names;
  for (const Key& key : kKeys) names.push_back(key.name);
  for (const Setting& setting : rule.settings) names.push_back(setting.name);
  return names;
}

void read_setting(const Setting& setting, const YamlNode& node, Settings& settings) {
  switch (setting.type) {
    case Setting::Type::integer:
      return settings.set(setting, node.integer(setting.minimum, setting.maximum));
    case Setting::Type::list:
      return settings.set(setting, node.as_string_list());
  }
}

void read_entry(const Rule& rule, const YamlNode& node, RulePolicy& policy) {
  const auto key = std::ranges::find(kKeys, node.key(), &Key::name);
  if (key != std::end(kKeys)) return key->read(node, policy);
  const auto setting = std::ranges::find(rule.settings, node.key(), &Setting::name);
  if (setting == rule.settings.end()) node.fail_unknown_key(known_keys(rule));
  read_setting(*setting, node, policy.settings);
}

}  // namespace

const Rule& known_rule(const YamlNode& node, std::string_view id) {
  if (const Rule* rule = find_rule(id)) return *rule;
  std::vector<std::string_view> ids;
  for (const Rule* rule : catalogue()) ids.push_back(rule->id);
  const auto meant = nearest(id, ids);
  node.fail("unknown rule " + quote(id),
            (meant ? "nearest: " + std::string(*meant) + "; " : "") + "\"plimsoll rules\" lists all");
}

RulePolicy read_rule(const Rule& rule, const YamlNode& node) {
  RulePolicy policy = built_in_policy_of(rule);
  for (const YamlNode& entry : node.entries()) read_entry(rule, entry, policy);
  if (!policy.enabled && policy.reason.empty()) node.fail("is off without a reason", "add reason: \"why\"");
  return policy;
}

}  // namespace plimsoll
