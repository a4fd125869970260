#pragma once

/// The parts of a manual page that are made from the programs' own tables, in the man(7) macros.

#include <string>
#include <string_view>

#include "daemon/docs/command_tree.hpp"

namespace plimsoll::docs {

/// `text` as roff prints it unchanged, also at the start of a line.
[[nodiscard]] std::string roff(std::string_view text);

/// The options of a program, one paragraph each.
[[nodiscard]] std::string roff_options(const Command& program);

/// The sub-commands of a program, a subsection each, with their options.
[[nodiscard]] std::string roff_commands(const Command& program);

/// The keys of plimsoll.yaml.
[[nodiscard]] std::string roff_configuration();

/// The rules that have settings in the policy.
[[nodiscard]] std::string roff_rule_settings();

}  // namespace plimsoll::docs
