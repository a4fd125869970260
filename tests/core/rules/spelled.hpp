#pragma once

#include <string>
#include <vector>

#include "plimsoll/rule.hpp"

namespace plimsoll::testing {

/// "- FLAG | COMPOSE" for what to remove, "+ FLAG | COMPOSE" for what to add.
inline std::vector<std::string> spelled(const std::vector<FixStep>& changes) {
  std::vector<std::string> lines;
  for (const FixStep& change : changes) {
    const char* sign = change.action == FixStep::Action::remove ? "- " : "+ ";
    lines.push_back(sign + change.flag + " | " + change.compose);
  }
  return lines;
}

}  // namespace plimsoll::testing
