#pragma once

#include <string>

namespace plimsoll::cli {

/// The one command that starts plimsolld on this host: systemctl's where its unit is installed, else the program.
/// `root` is prepended to the directories of units.
[[nodiscard]] std::string start_command(const std::string& root = "");

}  // namespace plimsoll::cli
