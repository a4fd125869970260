#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "daemon/cli/document.hpp"
#include "daemon/cli/terminal.hpp"

namespace plimsoll::cli {

struct ReportTableOptions {
  Style style;
  bool all = false;                               ///< low ones and those that could not be judged one by one
  std::optional<std::chrono::milliseconds> took;  ///< to read and judge, for the closing line
};

/// For a person: what could not be judged first, then the containers with the worst first, then the numbers and what
/// to type next.
[[nodiscard]] std::string report_table(const ShownReport& report, const ReportTableOptions& options);

/// "Not judged: …", one line a subject; empty if everything was.
[[nodiscard]] std::string gap_lines(const std::vector<ShownGap>& gaps, const Style& style);

}  // namespace plimsoll::cli
