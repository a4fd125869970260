#pragma once

#include <string>
#include <string_view>

#include "plimsoll/host_facts.hpp"

namespace plimsoll {

/// Something to be audited, after links.
struct AuditTarget {
  std::string_view path;
  bool directory = false;             ///< what lies below is meant too
  std::string_view permissions = {};  ///< letters of rwxa: which accesses
};

/// Those of the target's permissions whose use is recorded. As in the kernel, the first rule that an access matches
/// decides; a rule below the target takes nothing away from it.
[[nodiscard]] std::string audited_permissions(const AuditTarget& target, const AuditRules& rules);

}  // namespace plimsoll
