#include <algorithm>
#include <string_view>

#include "daemon/docs/completion.hpp"
#include "daemon/docs/text.hpp"

namespace plimsoll::docs {
namespace {

constexpr std::string_view kScript = R"script(#compdef @program@
# Generated from the options that @program@ parses.

_@program@() {
  local context state state_descr line curcontext="$curcontext" ret=1
  local -a commands rules
  typeset -A opt_args
  rules=(@rules@)
  commands=(
@commands@  )
  _arguments -C \
@options@    '1: :->command' \
    '*:: :->argument' && ret=0
  case $state in
    command) _describe -t commands command commands && ret=0 ;;
    argument)
      case $words[1] in
@command_cases@      esac
      ;;
  esac
  return ret
}

_@program@ "$@"
)script";

/// Text of ours in an argument of _arguments or _describe, in single quotes.
std::string quoted(std::string text) {
  for (const std::string_view special : {"\\", "[", "]", ":"}) replace_all(text, special, "\\" + std::string(special));
  replace_all(text, "'", "'\\''");
  return text;
}

/// The action of _arguments, inside single quotes. $rules is put outside of them, so that zsh expands it.
std::string action(const Parameter& parameter) {
  const auto is_called = [&](std::string_view name) {
    return parameter.value == name || parameter.names.front() == name;
  };
  if (is_called("RULE")) return "'\"($rules)\"'";
  if (is_called("FILE") || is_called("PATH")) return "_files";
  return parameter.words.empty() ? "" : "(" + joined(parameter.words, " ") + ")";
}

std::string value_part(const Parameter& parameter, const std::string& called) {
  return ":" + called + ":" + action(parameter);
}

/// An option of several names has a line for each, and each shuts out the others.
std::string option_lines(const Parameter& option) {
  std::string lines;
  for (const std::string& name : option.names) {
    const std::string_view joint = option.value.empty() ? "" : name.starts_with("--") ? "=" : "+";
    lines += "    '(" + joined(option.names, " ") + ")" + name + std::string(joint) + "[" + quoted(option.about) + "]" +
             (option.value.empty() ? "" : value_part(option, option.value)) + "' \\\n";
  }
  return lines;
}

std::string argument_line(const Parameter& argument, std::size_t place) {
  return "    '" + std::to_string(place) + value_part(argument, argument.names.front()) + "' \\\n";
}

/// The program's options may also follow the command, but for those that the command has itself.
std::vector<Parameter> options_after(const Command& program, const Command& command) {
  std::vector<Parameter> options = command.options;
  const std::vector<std::string> own = names_of(options);
  for (const Parameter& option : program.options) {
    if (!std::ranges::count(own, option.names.back())) options.push_back(option);
  }
  return options;
}

std::string command_case(const Command& program, const Command& command) {
  std::string text = "      " + command.name + ") _arguments \\\n";
  for (const Parameter& option : options_after(program, command)) text += option_lines(option);
  for (std::size_t place = 0; place < command.arguments.size(); ++place)
    text += argument_line(command.arguments[place], place + 1);
  return text + "    && ret=0 ;;\n";
}

}  // namespace

std::string zsh_completion(const Command& program, const std::vector<std::string>& rules) {
  std::string options;
  std::string commands;
  std::string command_cases;
  for (const Parameter& option : program.options) options += option_lines(option);
  for (const Command& command : program.commands) {
    commands += "    '" + command.name + ":" + quoted(command.about) + "'\n";
    command_cases += command_case(program, command);
  }
  std::string script(kScript);
  replace_all(script, "@rules@", joined(rules, " "));
  replace_all(script, "@options@", options);
  replace_all(script, "@commands@", commands);
  replace_all(script, "@command_cases@", command_cases);
  replace_all(script, "@program@", program.name);
  return script;
}

}  // namespace plimsoll::docs
