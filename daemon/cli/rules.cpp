// plimsoll rules: the whole catalogue.

#include <CLI/CLI.hpp>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/coverage_page.hpp"
#include "daemon/cli/rule_texts.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::cli {
namespace {

Result<std::string> rules(const Invocation& invocation) {
  switch (invocation.output) {
    case Output::json:
      return rules_json();
    case Output::markdown:
      return rules_markdown();
    case Output::coverage:
      return coverage_markdown();
    case Output::table:
      break;
  }
  return rules_table(invocation.terminal.style);
}

ExitCode print_rules(Invocation& invocation) {
  const Result<std::string> text = rules(invocation);
  if (!text) return fail(text.error(), invocation.terminal);
  invocation.terminal.out << *text;
  return ExitCode::done;
}

}  // namespace

void add_rules(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("rules", "List every rule");
  add_output_option(*command, invocation,
                    {{"table", Output::table},
                     {"json", Output::json},
                     {"markdown", Output::markdown},
                     {"coverage", Output::coverage}});
  command->callback([&invocation] { invocation.exit_code = print_rules(invocation); });
}

}  // namespace plimsoll::cli
