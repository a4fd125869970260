#pragma once

#include <string>

#include "plimsoll/result.hpp"

namespace plimsoll::cli {

/// Every recommendation of the CIS benchmark and what judges it, as Markdown. An error names those that nothing does.
[[nodiscard]] Result<std::string> coverage_markdown();

}  // namespace plimsoll::cli
