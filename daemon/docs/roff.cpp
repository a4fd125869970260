#include "daemon/docs/roff.hpp"

#include "daemon/cli/rule_texts.hpp"
#include "lib/config/config.hpp"
#include "plimsoll/rule.hpp"

namespace plimsoll::docs {
namespace {

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

std::string paragraph(const std::string& tag, std::string_view text) {
  return ".TP\n" + tag + "\n" + roff(text) + "\n";
}

/// "-o, --output FORMAT"
std::string option_tag(const Parameter& option) {
  std::string tag;
  for (const std::string& name : option.names) tag += (tag.empty() ? "" : ", ") + bold(name);
  return option.value.empty() ? tag : tag + " " + italic(option.value);
}

std::string options_of(const Command& command) {
  std::string text;
  for (const Parameter& option : command.options) text += paragraph(option_tag(option), option.about);
  return text;
}

/// --help is described once, with the program's own options.
Command without_help(Command command) {
  std::erase_if(command.options, [](const Parameter& option) { return option.names.back() == "--help"; });
  return command;
}

std::string synopsis(const Command& program, const Command& command) {
  std::string line = bold(program.name + " " + command.name);
  if (!command.options.empty()) line += " [" + italic("OPTION") + "]...";
  for (const Parameter& argument : command.arguments) {
    const std::string name = italic(argument.names.front());
    line += argument.required ? " " + name : " [" + name + "]";
  }
  return line + "\n";
}

std::string section(const Command& program, const Command& command) {
  std::string text =
      ".SS " + roff(command.name) + "\n" + synopsis(program, command) + ".PP\n" + roff(command.about) + ".\n";
  for (const Parameter& argument : command.arguments) text += paragraph(italic(argument.names.front()), argument.about);
  return text + options_of(command);
}

std::string setting_text(const Setting& setting) {
  return std::string(setting.about) + " " + cli::type_text(setting) + ", default " + cli::default_text(setting) + ".";
}

}  // namespace

std::string roff(std::string_view text) {
  std::string escaped;
  if (text.starts_with('.') || text.starts_with('\'')) escaped = "\\&";
  for (const char c : text) {
    if (c == '\\')
      escaped += "\\e";
    else if (c == '-')
      escaped += "\\-";
    else if (c == '\'')
      escaped += "\\(aq";
    else
      escaped += c;
  }
  return escaped;
}

std::string roff_options(const Command& program) { return options_of(program); }

std::string roff_commands(const Command& program) {
  std::string text;
  for (const Command& command : program.commands) text += section(program, without_help(command));
  return text;
}

std::string roff_configuration() {
  std::string text;
  std::string_view section;
  for (const ConfigOption& option : config_options()) {
    if (option.section != section) text += ".SS " + roff(option.section) + "\n";
    section = option.section;
    text += paragraph(bold(option.name), help_of(option));
  }
  return text;
}

std::string roff_rule_settings() {
  std::string text;
  for (const Rule* rule : catalogue()) {
    if (rule->settings.empty()) continue;
    text += ".SS " + roff(rule->id) + "\n" + roff(rule->title) + ".\n";
    for (const Setting& setting : rule->settings) text += paragraph(bold(setting.name), setting_text(setting));
  }
  return text;
}

}  // namespace plimsoll::docs
