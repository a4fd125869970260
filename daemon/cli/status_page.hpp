#pragma once

#include <string>

#include "daemon/cli/document.hpp"
#include "daemon/cli/terminal.hpp"

namespace plimsoll::cli {

/// For a person: what plimsoll cannot see first, then how it is, then what is worth waking for.
[[nodiscard]] std::string status_page(const ShownStatus& status, const Style& style);

/// Plimsoll itself cannot be relied on right now.
[[nodiscard]] bool is_degraded(const ShownStatus& status);

}  // namespace plimsoll::cli
