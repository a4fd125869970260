#include "lib/core/rules/host/audit_coverage.hpp"

#include <algorithm>

namespace plimsoll {
namespace {

bool is_below(std::string_view path, std::string_view directory) {
  if (directory.ends_with('/')) directory.remove_suffix(1);
  return path.starts_with(directory) && path.substr(directory.size()).starts_with('/');
}

/// A rule about a directory that does not reach below it says nothing of what the directory holds.
bool is_about(const AuditRule& rule, const AuditTarget& target) {
  if (rule.path == target.path) return rule.below || !target.directory;
  return rule.below && is_below(target.path, rule.path);
}

}  // namespace

std::string audited_permissions(const AuditTarget& target, const AuditRules& rules) {
  std::string audited;
  if (!rules.enabled) return audited;
  for (const char permission : target.permissions) {
    const auto first = std::ranges::find_if(rules.rules, [&](const AuditRule& rule) {
      return rule.permissions.find(permission) != std::string::npos && is_about(rule, target);
    });
    if (first != rules.rules.end() && !first->never) audited += permission;
  }
  return audited;
}

}  // namespace plimsoll
