#include "daemon/docs/command_tree.hpp"

#include <CLI/CLI.hpp>

#include "daemon/cli/accepted_words.hpp"

namespace plimsoll::docs {
namespace {

std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

std::string value_of(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return {};
  const std::string type = option.get_type_name();  // with the validator's description: "WHAT:{violations}"
  return type.empty() ? "VALUE" : type.substr(0, type.find(':'));
}

Parameter parameter(CLI::Option& option) {
  const bool by_position = option.get_positional();
  return {.names = by_position ? std::vector{option.get_name(true)} : names_of(option),
          .value = value_of(option),
          .about = option.get_description(),
          .words = cli::accepted_words(option),
          .required = option.get_required()};
}

}  // namespace

Command command_tree(CLI::App& app) {
  Command command{
      .name = app.get_name(), .about = app.get_description(), .options = {}, .arguments = {}, .commands = {}};
  for (CLI::Option* option : app.get_options([](CLI::Option*) { return true; }))
    (option->get_positional() ? command.arguments : command.options).push_back(parameter(*option));
  for (CLI::App* below : app.get_subcommands([](CLI::App*) { return true; }))
    command.commands.push_back(command_tree(*below));
  return command;
}

}  // namespace plimsoll::docs
