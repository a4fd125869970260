// plimsoll findings: what is open, from the daemon, a recorded host or the engine itself.

#include <CLI/CLI.hpp>
#include <memory>

#include "daemon/cli/accepted_words.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/report_source.hpp"
#include "daemon/cli/report_table.hpp"

namespace plimsoll::cli {
namespace {

struct FindingsOptions {
  ReadingOptions reading;
  ReportFilter filter;
  std::string only;
  bool all = false;
};

ExitCode print_json(const ReportSource& source, const FindingsOptions& options, Terminal& terminal) {
  ReportFilter filter = options.filter;
  filter.only_violations = !options.only.empty();
  const auto document = source(filter);
  if (!document) return fail(document.error(), terminal);
  terminal.out << *document;
  return ExitCode::done;
}

ExitCode findings(const FindingsOptions& options, Invocation& invocation) {
  Terminal& terminal = invocation.terminal;
  const std::string& rule = options.filter.rule;
  if (!rule.empty() && !find_rule(rule)) return fail_usage(unknown_rule(rule), terminal);
  const auto source = open_report(options.reading, invocation);
  if (!source) return fail(source.error(), terminal);
  if (invocation.output == Output::json) return print_json(*source, options, terminal);

  const auto report = read_findings(*source, options.filter, options.all);
  if (!report) return fail(report.error(), terminal);
  terminal.out << report_table(*report, {.style = terminal.style, .all = options.all, .took = std::nullopt});
  return ExitCode::done;
}

}  // namespace

void add_findings(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("findings", "Print what is open now, as plimsolld last saw it");
  const auto options = std::make_shared<FindingsOptions>();
  add_reading_options(*command, options->reading, true);
  command
      ->add_option("--subject", options->filter.subject, "Only this container, image, network …: identity, name or id")
      ->type_name("NAME");
  command->add_option("--rule", options->filter.rule, "Only this rule")->type_name("RULE");
  command->add_option("--only", options->only, "violations: leave passes out of the JSON")
      ->check(accepting({"violations"}, CLI::IsMember({"violations"})))
      ->type_name("WHAT");
  command->add_flag("--all", options->all, "Show low findings and unknown verdicts one by one");
  command->callback([options, &invocation] { invocation.exit_code = findings(*options, invocation); });
}

}  // namespace plimsoll::cli
