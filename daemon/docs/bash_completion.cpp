#include "daemon/docs/completion.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "daemon/docs/text.hpp"

namespace plimsoll::docs {
namespace {

// bash splits --name=value at the equals sign. Words before the cursor give the command, and how many arguments it has.
constexpr std::string_view kScript =
    R"script(# bash completion for @program@: generated from the options that @program@ parses.

_@program@() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command='' words='' place=0 i
  local rules='@rules@'
  if [[ $current == = ]]; then
    current=''
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      @with_value@)
        [[ ${COMP_WORDS[i + 1]-} != = ]] || ((i += 1))
        ((i += 1))
        ;;
      -* | =) ;;
      *) if [[ $command ]]; then ((place += 1)); else command=${COMP_WORDS[i]}; fi ;;
    esac
  done

  case "$command $previous" in
@values@  esac
  if [[ $current == -* ]]; then
    words='@options@'
    case $command in
@command_options@    esac
    _@program@_words "$words"
  elif [[ ! $command ]]; then
    _@program@_words '@commands@'
  else
    case "$command $place" in
@arguments@    esac
  fi
}

_@program@_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}

_@program@_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$current")
}

complete -F _@program@ @program@
)script";

std::vector<std::string> command_names(const std::vector<Command>& commands) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.name);
  return names;
}

/// By the name of its value, or of the argument.
bool is_called(const Parameter& parameter, std::string_view name) {
  return parameter.value == name || parameter.names.front() == name;
}

bool is_rule(const Parameter& parameter) { return is_called(parameter, "RULE"); }
bool is_file(const Parameter& parameter) { return is_called(parameter, "FILE") || is_called(parameter, "PATH"); }

/// The program and its commands.
std::vector<const Command*> everything(const Command& program) {
  std::vector<const Command*> all{&program};
  for (const Command& command : program.commands) all.push_back(&command);
  return all;
}

std::string options_with_value(const Command& program) {
  std::set<std::string> names;
  for (const Command* command : everything(program)) {
    for (const Parameter& option : command->options)
      if (!option.value.empty()) names.insert(option.names.begin(), option.names.end());
  }
  return joined({names.begin(), names.end()}, " | ");
}

/// Statements that complete a parameter and return.
std::string completes(const Parameter& parameter) {
  if (is_rule(parameter)) return "_@program@_words \"$rules\"; return";
  if (!parameter.words.empty()) return "_@program@_words '" + joined(parameter.words, " ") + "'; return";
  return is_file(parameter) ? "_@program@_files; return" : "return";
}

/// `command` is a pattern of bash, in quotes up to the blank.
std::string value_cases_of(const std::string& command, const std::vector<Parameter>& options) {
  std::string cases;
  for (const Parameter& option : options) {
    if (option.value.empty()) continue;
    for (const std::string& name : option.names)
      cases += "    " + command + " " + name + "\") " + completes(option) + " ;;\n";
  }
  return cases;
}

/// A command's own options come before those of the program: `rules -o` knows more formats.
std::string value_cases(const Command& program) {
  std::string cases;
  for (const Command& command : program.commands) cases += value_cases_of("\"" + command.name, command.options);
  return cases + value_cases_of("*\"", program.options);
}

/// A command's options without the names that the program has too.
std::string option_cases(const Command& program) {
  const std::vector<std::string> known = names_of(program.options);
  std::string cases;
  for (const Command& command : program.commands) {
    std::vector<std::string> names = names_of(command.options);
    std::erase_if(names, [&](const std::string& name) { return std::ranges::count(known, name) > 0; });
    if (!names.empty()) cases += "      " + command.name + ") words+=' " + joined(names, " ") + "' ;;\n";
  }
  return cases;
}

std::string argument_cases(const Command& program) {
  std::string cases;
  for (const Command& command : program.commands) {
    for (std::size_t place = 0; place < command.arguments.size(); ++place) {
      cases += "      \"" + command.name + " " + std::to_string(place) + "\") " + completes(command.arguments[place]) +
               " ;;\n";
    }
  }
  return cases;
}

}  // namespace

std::string bash_completion(const Command& program, const std::vector<std::string>& rules) {
  std::string script(kScript);
  replace_all(script, "@rules@", joined(rules, " "));
  replace_all(script, "@with_value@", options_with_value(program));
  replace_all(script, "@values@", value_cases(program));
  replace_all(script, "@options@", joined(names_of(program.options), " "));
  replace_all(script, "@command_options@", option_cases(program));
  replace_all(script, "@commands@", joined(command_names(program.commands), " "));
  replace_all(script, "@arguments@", argument_cases(program));
  replace_all(script, "@program@", program.name);
  return script;
}

}  // namespace plimsoll::docs
