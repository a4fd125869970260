#pragma once

/// Completion scripts for shells, from the same options that the program parses.

#include <string>
#include <vector>

#include "daemon/docs/command_tree.hpp"

namespace plimsoll::docs {

/// A script that bash sources. `rules` are the words for an argument or value that is called RULE.
[[nodiscard]] std::string bash_completion(const Command& program, const std::vector<std::string>& rules);

/// A function file for zsh's fpath.
[[nodiscard]] std::string zsh_completion(const Command& program, const std::vector<std::string>& rules);

}  // namespace plimsoll::docs
