#include "plimsoll/policy.hpp"

#include <algorithm>

namespace plimsoll {
namespace {

/// SHA-256 of nothing.
constexpr std::string_view kNoFiles = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

}  // namespace

bool same_scope(const Waiver& one, const Waiver& other) {
  return one.rule == other.rule && one.container == other.container && one.image == other.image &&
         std::ranges::is_permutation(one.items, other.items);
}

RulePolicy built_in_policy_of(const Rule& rule) { return {.severity = rule.severity}; }

PolicyParts PolicyParts::built_in() {
  PolicyParts parts;
  for (const Rule* rule : catalogue()) parts.rules.push_back(built_in_policy_of(*rule));
  parts.sha256 = kNoFiles;
  return parts;
}

}  // namespace plimsoll
