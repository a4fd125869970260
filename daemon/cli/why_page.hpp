#pragma once

#include <string>
#include <string_view>

#include "daemon/cli/document.hpp"
#include "daemon/cli/terminal.hpp"

namespace plimsoll::cli {

struct WhyOptions {
  Style style;
  std::string rule;         ///< only this one; empty: every finding
  bool has_history = true;  ///< `first_seen` is of a daemon's ledger, not of this very reading
};

/// Everything about one subject: what was seen, since when, why it matters, what to change and what may break.
/// The report holds the results of that subject only.
[[nodiscard]] std::string why_page(const ShownReport& report, const WhyOptions& options);

}  // namespace plimsoll::cli
