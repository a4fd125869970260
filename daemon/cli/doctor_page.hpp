#pragma once

#include <string>

#include "daemon/cli/document.hpp"
#include "daemon/cli/terminal.hpp"

namespace plimsoll::cli {

/// For a person: whose permissions are examined, then one line a check with its state, what was seen and the remedy.
[[nodiscard]] std::string doctor_page(const ShownDoctor& doctor, const Style& style);

/// A check found a fault or is a warning.
[[nodiscard]] bool finds_trouble(const ShownDoctor& doctor);

}  // namespace plimsoll::cli
