// plimsoll explain: one rule of the catalogue.

#include <CLI/CLI.hpp>
#include <memory>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/rule_texts.hpp"

namespace plimsoll::cli {
namespace {

ExitCode explain(const std::string& id, Invocation& invocation) {
  const Rule* rule = find_rule(id);
  if (!rule) return fail_usage(unknown_rule(id), invocation.terminal);
  const bool json = invocation.output == Output::json;
  invocation.terminal.out << (json ? rule_json(*rule) : rule_page(*rule, invocation.terminal.style));
  return ExitCode::done;
}

}  // namespace

void add_explain(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("explain", "Tell what a rule is about, what to do, and its settings");
  const auto id = std::make_shared<std::string>();
  command->add_option("RULE", *id, "Its id")->required();
  command->callback([id, &invocation] { invocation.exit_code = explain(*id, invocation); });
}

}  // namespace plimsoll::cli
