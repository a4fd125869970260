#pragma once

#include <string>

#include "daemon/cli/document.hpp"
#include "daemon/cli/terminal.hpp"

namespace plimsoll::cli {

/// For a person, oldest first: when, in which container, what, and with what rights.
[[nodiscard]] std::string exec_table(const ShownExec& exec, const Style& style);

}  // namespace plimsoll::cli
