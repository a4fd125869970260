// plimsoll audit: reads once, judges, prints, exits. Needs no daemon.

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <map>
#include <memory>

#include "daemon/cli/accepted_words.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/live_engine.hpp"
#include "daemon/cli/local_report.hpp"
#include "daemon/cli/printable.hpp"
#include "daemon/cli/report_source.hpp"
#include "daemon/cli/report_table.hpp"
#include "lib/sinks/report/report_json.hpp"

namespace plimsoll::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct AuditOptions {
  ReadingOptions reading;
  FailOn fail_on;
  std::string only;
  bool all = false;
};

const std::map<std::string, std::optional<Severity>> kFailOn{{"critical", Severity::critical},
                                                             {"high", Severity::high},
                                                             {"medium", Severity::medium},
                                                             {"low", Severity::low},
                                                             {"never", std::nullopt}};

void print_json(const std::shared_ptr<const Report>& report, const AuditOptions& options, std::ostream& out) {
  ReportJson json(report, {.only_violations = !options.only.empty()});
  for (std::string piece; json.next(piece); piece.clear()) out << piece;
}

ExitCode print_table(const std::shared_ptr<const Report>& report, const AuditOptions& options, Clock::time_point start,
                     Terminal& terminal) {
  const auto shown = read_findings(source_of(report), {}, options.all);
  if (!shown) return fail(shown.error(), terminal);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  terminal.out << report_table(*shown, {.style = terminal.style, .all = options.all, .took = took});
  return audit_exit_code(*report, options.fail_on);
}

/// An audit without root's rights says which facts it lacks.
void warn_of_unreadable(const Report& report, Terminal& terminal) {
  if (report.health.host_unreadable.empty()) return;
  std::string areas;
  for (const UnreadableArea& area : report.health.host_unreadable)
    areas += (areas.empty() ? "" : "; ") + describe(area);
  terminal.err << "plimsoll: host facts that cannot be read, so that the rules that need them are unknown: "
               << printable(areas) << (geteuid() == 0 ? "" : ". Root can read them") << "\n";
}

ExitCode audit(const AuditOptions& options, Invocation& invocation) {
  Terminal& terminal = invocation.terminal;
  auto policy = read_policy(options.reading.policy);
  if (!policy) return fail_usage(policy.error(), terminal);

  const auto start = Clock::now();
  const std::string& file = options.reading.from;
  auto snapshot = file.empty() ? read_engine(invocation.engine, terminal) : read_snapshot_file(file);
  if (!snapshot) return fail(snapshot.error(), terminal);

  const auto report = first_report(*std::move(policy), *std::move(snapshot));
  if (file.empty()) warn_of_unreadable(*report, terminal);
  if (invocation.output == Output::table) return print_table(report, options, start, terminal);
  print_json(report, options, terminal.out);
  return audit_exit_code(*report, options.fail_on);
}

}  // namespace

void add_audit(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("audit", "Read the engine once, judge it and print what is wrong; needs no daemon");
  const auto options = std::make_shared<AuditOptions>();
  add_reading_options(*command, options->reading, false);
  command->add_option("--only", options->only, "violations: leave passes out of the JSON")
      ->check(accepting({"violations"}, CLI::IsMember({"violations"})))
      ->type_name("WHAT");
  command->add_flag("--all", options->all, "Show low findings and unknown verdicts one by one");
  command->add_flag("--fail-on-unknown", options->fail_on.unknown, "Exit 1 also if a rule could not be judged");
  command
      ->add_option_function<std::string>(
          "--fail-on", [options](const std::string& word) { options->fail_on.severity = kFailOn.at(word); },
          "Exit 1 on open findings of this severity or above: critical (default), high, medium, low, never")
      ->check(accepting_keys(kFailOn, CLI::IsMember(kFailOn)))
      ->type_name("SEVERITY");
  command->callback([options, &invocation] { invocation.exit_code = audit(*options, invocation); });
}

}  // namespace plimsoll::cli
