#pragma once

/// What is judged and how: built in, or read from /etc/plimsoll/policy.yaml and policy.d/*.yaml.

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/result.hpp"
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

/// One rule as the policy wants it.
struct RulePolicy {
  bool enabled = true;
  std::string reason;  ///< why it is off, or is not as built in
  Severity severity = Severity::low;
  Settings settings;
};

/// A file's name and text, as read. Order matters: later files may not repeat earlier ones.
struct PolicyFile {
  std::string name;
  std::string text;
};

class Policy {
 public:
  /// Every rule on, at its own severity, with its default settings; no waivers.
  [[nodiscard]] static Policy built_in();

  [[nodiscard]] const RulePolicy& of(const Rule& rule) const { return rules_[index_of(rule)]; }
  [[nodiscard]] const std::vector<std::shared_ptr<const Waiver>>& waivers() const { return waivers_; }
  /// Whether containers that exist but do not run are judged, as the CIS benchmark asks.
  [[nodiscard]] bool judges_stopped() const { return judges_stopped_; }
  /// Why they are not, if they are not.
  [[nodiscard]] const std::string& stopped_reason() const { return stopped_reason_; }

  /// Of the files' names and texts; of nothing for the built-in policy. Hexadecimal.
  [[nodiscard]] const std::string& sha256() const { return sha256_; }
  /// Names of the files it came from; empty for the built-in policy.
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }

 private:
  friend class PolicyBuilder;

  std::vector<RulePolicy> rules_;  ///< by catalogue index
  std::vector<std::shared_ptr<const Waiver>> waivers_;
  bool judges_stopped_ = true;
  std::string stopped_reason_;
  std::string sha256_;
  std::vector<std::string> files_;
};

/// Strict: every mistake is an error that names file, line and the nearest valid word. The first one is returned.
[[nodiscard]] Result<Policy> parse_policy(const std::vector<PolicyFile>& files);

}  // namespace plimsoll
