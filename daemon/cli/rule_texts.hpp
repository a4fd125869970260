#pragma once

/// What the catalogue says, as text: for `rules`, `explain` and docs/rules.md.

#include <string>
#include <string_view>

#include "daemon/cli/terminal.hpp"
#include "plimsoll/rule.hpp"

namespace plimsoll::cli {

/// "1.6.0 5.5, 1.6.0 5.6"; empty if no benchmark has it.
[[nodiscard]] std::string cis_text(const Rule& rule);

/// One line a rule.
[[nodiscard]] std::string rules_table(const Style& style);
/// docs/rules.md: everything about every rule.
[[nodiscard]] std::string rules_markdown();
/// `plimsoll.rules/v1`
[[nodiscard]] std::string rules_json();

/// Everything about one rule.
[[nodiscard]] std::string rule_page(const Rule& rule, const Style& style);
/// The rule's entry in `rules_json`.
[[nodiscard]] std::string rule_json(const Rule& rule);

/// Text of ours in Markdown: only what Markdown would take for its own is escaped.
[[nodiscard]] std::string markdown(std::string_view text);

/// The default as a policy file has it; a list too.
[[nodiscard]] std::string default_text(const Setting& setting);
/// "integer from 1 to 100" or "list"
[[nodiscard]] std::string type_text(const Setting& setting);

}  // namespace plimsoll::cli
