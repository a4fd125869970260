// plimsoll rules: the whole catalogue.

#include <CLI/CLI.hpp>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/rule_texts.hpp"

namespace plimsoll::cli {
namespace {

std::string rules(const Invocation& invocation) {
  if (invocation.output == Output::json) return rules_json();
  return invocation.output == Output::markdown ? rules_markdown() : rules_table(invocation.terminal.style);
}

}  // namespace

void add_rules(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("rules", "List every rule");
  add_output_option(*command, invocation,
                    {{"table", Output::table}, {"json", Output::json}, {"markdown", Output::markdown}});
  command->callback([&invocation] { invocation.terminal.out << rules(invocation); });
}

}  // namespace plimsoll::cli
