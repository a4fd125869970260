#pragma once

/// The commands, one file each. Each adds itself to the parser and, once parsed, runs and leaves its exit code.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/cli/exit_code.hpp"
#include "daemon/cli/terminal.hpp"

namespace CLI {
class App;
}

namespace plimsoll::cli {

enum class Output { table, json, markdown, coverage };

/// What every command may ask for, and where it leaves how it went.
struct Invocation {
  Terminal& terminal;
  std::string engine;  ///< address; empty: the usual one
  std::string socket;  ///< of the daemon; empty: the configured one
  Output output = Output::table;
  ExitCode exit_code = ExitCode::done;
};

void add_audit(CLI::App& app, Invocation& invocation);
void add_doctor(CLI::App& app, Invocation& invocation);
void add_status(CLI::App& app, Invocation& invocation);
void add_findings(CLI::App& app, Invocation& invocation);
void add_why(CLI::App& app, Invocation& invocation);
void add_exec(CLI::App& app, Invocation& invocation);
void add_explain(CLI::App& app, Invocation& invocation);
void add_rules(CLI::App& app, Invocation& invocation);
void add_snapshot(CLI::App& app, Invocation& invocation);
void add_version(CLI::App& app, Invocation& invocation);

/// Adds every command and option: for run(), and for the man page and the completions.
void add_command_line(CLI::App& app, Invocation& invocation);

/// Parses the command line and runs the command in it.
[[nodiscard]] ExitCode run(int count, const char* const* arguments, Terminal& terminal);

/// Adds -o, with the formats that there are.
void add_output_option(CLI::App& app, Invocation& invocation, const std::map<std::string, Output>& formats);

/// Says what failed, on one line of standard error.
void complain(const Error& error, Terminal& terminal);
[[nodiscard]] ExitCode fail(const Error& error, Terminal& terminal);
[[nodiscard]] ExitCode fail_usage(const Error& error, Terminal& terminal);

/// The error of a name that nobody has: names up to three that are close.
[[nodiscard]] Error unknown_name(std::string_view kind, const std::string& name, std::vector<std::string_view> known,
                                 const std::string& way_out);
[[nodiscard]] Error unknown_rule(const std::string& id);

}  // namespace plimsoll::cli
