#include "daemon/cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

#include "daemon/cli/accepted_words.hpp"
#include "daemon/cli/printable.hpp"
#include "lib/support/arguments.hpp"
#include "lib/support/nearest.hpp"
#include "plimsoll/version.hpp"

namespace plimsoll::cli {
namespace {

constexpr std::size_t kMostSuggestions = 3;

void add_common_options(CLI::App& app, Invocation& invocation) {
  app.add_option("--engine", invocation.engine,
                 "Address of the engine, unix:///path; else DOCKER_HOST, else /var/run/docker.sock")
      ->type_name("ADDR");
  app.add_option("--socket", invocation.socket, "Status socket of plimsolld; else /run/plimsoll/status.sock")
      ->type_name("PATH");
  add_output_option(app, invocation, {{"table", Output::table}, {"json", Output::json}});
}

void add_commands(CLI::App& app, Invocation& invocation) {
  add_audit(app, invocation);
  add_status(app, invocation);
  add_findings(app, invocation);
  add_why(app, invocation);
  add_exec(app, invocation);
  add_explain(app, invocation);
  add_rules(app, invocation);
  add_snapshot(app, invocation);
  add_doctor(app, invocation);
  add_version(app, invocation);
}

constexpr const char* kExitCodes =
    "Exit codes: 0 done; 1 findings (audit), degraded (status), a fault or warning (doctor);\n"
    "2 wrong usage, policy or name; 3 no daemon or no engine.";

/// The word that stands where a command belongs and is none.
std::optional<std::string> mistyped_command(const CLI::App& app) {
  if (!app.get_subcommands().empty()) return std::nullopt;
  const std::vector<std::string> words = app.remaining();
  const auto word = std::ranges::find_if(words, [](const std::string& text) { return !text.starts_with('-'); });
  return word == words.end() ? std::nullopt : std::optional(*word);
}

Error unknown_command(const CLI::App& app, const std::string& word) {
  const std::vector<const CLI::App*> commands = app.get_subcommands([](const CLI::App*) { return true; });
  std::vector<std::string> names;
  for (const CLI::App* command : commands) names.push_back(command->get_name());
  return unknown_name("command", word, {names.begin(), names.end()}, "plimsoll --help lists them");
}

/// CLI11 has an exit code for each kind of mistake; ours has one for all of them.
ExitCode explain_usage(const CLI::App& app, const CLI::ParseError& mistake, Terminal& terminal) {
  if (const auto word = mistyped_command(app)) return fail_usage(unknown_command(app, *word), terminal);
  const int code = app.exit(mistake, terminal.out, terminal.err);
  return code == 0 ? ExitCode::done : ExitCode::usage;
}

}  // namespace

void add_command_line(CLI::App& app, Invocation& invocation) {
  app.name("plimsoll");
  app.description("Tells which running containers are able to hurt this host, why, and what to change.");
  app.fallthrough();
  app.require_subcommand(1);
  app.set_version_flag("--version", "plimsoll " + std::string(version()));
  add_common_options(app, invocation);
  add_commands(app, invocation);
  app.footer(kExitCodes);
}

ExitCode run(int count, const char* const* arguments, Terminal& terminal) {
  Invocation invocation{.terminal = terminal};
  CLI::App app;
  add_command_line(app, invocation);
  if (count <= 1) {
    terminal.out << app.help();
    return ExitCode::done;
  }
  try {
    const Arguments separated(count, arguments);
    app.parse(separated.count(), separated.pointers());
  } catch (const CLI::ParseError& mistake) {
    return explain_usage(app, mistake, terminal);
  }
  return invocation.exit_code;
}

namespace {

/// CLI11's own message would show the numbers behind the words.
CLI::Validator format_words(const std::map<std::string, Output>& formats, const std::string& names) {
  return CLI::Validator(
      [formats, names](std::string& word) -> std::string {
        const auto found = formats.find(word);
        if (found == formats.end()) return "no format \"" + printable(word) + "\"; use one of " + names;
        word = std::to_string(static_cast<int>(found->second));
        return {};
      },
      "");
}

}  // namespace

void add_output_option(CLI::App& app, Invocation& invocation, const std::map<std::string, Output>& formats) {
  std::string names;
  for (const auto& [name, format] : formats) names += (names.empty() ? "" : ", ") + name;
  app.add_option("-o,--output", invocation.output, "One of " + names)
      ->type_name("FORMAT")
      ->transform(accepting_keys(formats, format_words(formats, names)));
}

void complain(const Error& error, Terminal& terminal) {
  terminal.err << "plimsoll: " << printable(error.message()) << "\n";
}

ExitCode fail(const Error& error, Terminal& terminal) {
  complain(error, terminal);
  return exit_code(error);
}

ExitCode fail_usage(const Error& error, Terminal& terminal) {
  complain(error, terminal);
  return ExitCode::usage;
}

Error unknown_name(std::string_view kind, const std::string& name, std::vector<std::string_view> known,
                   const std::string& way_out) {
  std::string close;
  for (std::size_t i = 0; i < kMostSuggestions; ++i) {
    const auto found = nearest(name, known);
    if (!found) break;
    close += (close.empty() ? "did you mean " : ", ") + std::string(*found);
    std::erase(known, *found);
  }
  return {ErrorKind::bad_input, "no " + std::string(kind) + " \"" + name + "\"",
          close.empty() ? way_out : close + "? (" + way_out + ")"};
}

Error unknown_rule(const std::string& id) {
  std::vector<std::string_view> ids;
  for (const Rule* rule : catalogue()) ids.push_back(rule->id);
  return unknown_name("rule", id, std::move(ids), "plimsoll rules lists them all");
}

}  // namespace plimsoll::cli
