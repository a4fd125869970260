#pragma once

/// What is judged and how: built in, or read from /etc/plimsoll/policy.yaml and policy.d/*.yaml.

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// An accepted violation. Every scope given must match; an empty scope matches anything.
struct Waiver {
  std::string rule;
  std::string container;           ///< identity, shell pattern
  std::string image;               ///< repository of RepoDigests, digest or id
  std::vector<std::string> items;  ///< item keys, shell patterns; empty: every item
  std::string reason;
  std::string owner;
  std::chrono::year_month_day expires;  ///< UTC, last day included
  std::string where;                    ///< file:line
};

/// Whether two waivers accept the same violations, whatever their reason, owner and last day. The order of items does
/// not matter.
[[nodiscard]] bool same_scope(const Waiver& one, const Waiver& other);

/// One rule as the policy wants it.
struct RulePolicy {
  bool enabled = true;
  std::string reason;  ///< why it is off, or is not as built in
  Severity severity = Severity::low;
  Settings settings;
};

/// As if the policy said nothing about the rule: on, at the rule's own severity, with its default settings.
[[nodiscard]] RulePolicy built_in_policy_of(const Rule& rule);

/// The parts of a policy, for the code that makes one.
struct PolicyParts {
  std::vector<RulePolicy> rules;  ///< by catalogue index, one for every rule
  std::vector<std::shared_ptr<const Waiver>> waivers;
  bool judges_stopped = true;      ///< containers that exist but do not run are judged, as the CIS benchmark asks
  std::string stopped_reason;      ///< why they are not, if they are not
  std::string sha256;              ///< of the files' names and texts, hexadecimal; of nothing for the built-in policy
  std::vector<std::string> files;  ///< names of the files it came from; empty for the built-in policy

  /// Every rule on, at its own severity, with its default settings; no waivers.
  [[nodiscard]] static PolicyParts built_in();
};

/// Immutable. Copies are cheap enough for one at each reload.
class Policy {
 public:
  explicit Policy(PolicyParts parts) : parts_(std::move(parts)) {}
  [[nodiscard]] static Policy built_in() { return Policy(PolicyParts::built_in()); }

  [[nodiscard]] const RulePolicy& of(const Rule& rule) const { return parts_.rules[index_of(rule)]; }
  [[nodiscard]] const std::vector<std::shared_ptr<const Waiver>>& waivers() const { return parts_.waivers; }
  [[nodiscard]] bool judges_stopped() const { return parts_.judges_stopped; }
  [[nodiscard]] const std::string& stopped_reason() const { return parts_.stopped_reason; }
  [[nodiscard]] const std::string& sha256() const { return parts_.sha256; }
  [[nodiscard]] const std::vector<std::string>& files() const { return parts_.files; }

 private:
  PolicyParts parts_;
};

}  // namespace plimsoll
