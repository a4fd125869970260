#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "lib/host/probes/host_source.hpp"
#include "plimsoll/host_facts.hpp"

namespace plimsoll::host {

struct AuditedPath {
  std::string real_path;
  bool directory = false;
};

/// Where a path of a rule leads.
using ResolvePath = std::function<AuditedPath(const std::string& path)>;

/// Collects the rules about paths, as auditctl would load them file by file.
class AuditRuleParser {
 public:
  enum class Deletes : std::uint8_t {
    in_order,  ///< -D takes back the rules before it
    first,     ///< augenrules, which joins rules.d, moves it in front of all
  };

  AuditRuleParser(ResolvePath resolve, Deletes deletes) : resolve_(std::move(resolve)), deletes_(deletes) {}

  void add(std::string_view text);
  [[nodiscard]] AuditRules rules() const { return rules_; }

 private:
  void add_line(const std::vector<std::string_view>& words);
  void watch(const std::vector<std::string_view>& words);
  void filter(const std::vector<std::string_view>& words);

  ResolvePath resolve_;
  Deletes deletes_;
  AuditRules rules_;
};

/// Of the files in rules.d, else of audit.rules. Neither: nothing is audited.
[[nodiscard]] Answer<AuditRules> read_audit_rules(const HostSource& source);

}  // namespace plimsoll::host
