// plimsoll why: one subject, with evidence and the exact change.

#include "daemon/cli/why_page.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/report_source.hpp"
#include "lib/core/vocabulary/object_id.hpp"

namespace plimsoll::cli {
namespace {

struct WhyArguments {
  ReadingOptions reading;
  std::string container;
  std::string rule;
};

bool names(const ShownSubject& subject, const std::string& name) {
  return means_subject(name, subject.identity, subject.name, subject.id);
}

bool is_there(const ShownReport& report, const std::string& name) {
  const auto is_it = [&](const ShownGap& gap) { return names(gap.subject, name); };
  return !report.results.empty() || std::ranges::any_of(report.incomplete, is_it);
}

/// Gaps of other subjects say nothing about this one.
void keep_own_gaps(ShownReport& report, const std::string& name) {
  std::erase_if(report.incomplete, [&](const ShownGap& gap) { return !names(gap.subject, name); });
}

Error no_such_container(const ReportSource& source, const std::string& name) {
  std::set<std::string> known;
  if (const auto document = source({.only_violations = true})) {
    if (const auto report = parse_report(*document)) {
      for (const ShownResult& result : report->results) known.insert(result.subject.identity);
    }
  }
  return unknown_name("container, image or network", name, {known.begin(), known.end()},
                      "plimsoll findings names them");
}

ExitCode print_json(const ReportSource& source, const WhyArguments& arguments, Terminal& terminal) {
  const auto document = source({.subject = arguments.container, .rule = arguments.rule});
  if (!document) return fail(document.error(), terminal);
  terminal.out << *document;
  return ExitCode::done;
}

ExitCode why(const WhyArguments& arguments, Invocation& invocation) {
  Terminal& terminal = invocation.terminal;
  if (arguments.container.empty()) {
    return fail_usage({ErrorKind::bad_input, "the name is empty", "plimsoll findings names all subjects"}, terminal);
  }
  if (!arguments.rule.empty() && !find_rule(arguments.rule)) return fail_usage(unknown_rule(arguments.rule), terminal);
  const auto source = open_report(arguments.reading, invocation);
  if (!source) return fail(source.error(), terminal);
  const auto document = (*source)({.subject = arguments.container});
  if (!document) return fail(document.error(), terminal);
  auto report = parse_report(*document);
  if (!report) return fail(report.error(), terminal);
  if (!is_there(*report, arguments.container))
    return fail_usage(no_such_container(*source, arguments.container), terminal);
  if (invocation.output == Output::json) return print_json(*source, arguments, terminal);

  keep_own_gaps(*report, arguments.container);
  terminal.out << why_page(
      *report, {.style = terminal.style, .rule = arguments.rule, .has_history = arguments.reading.asks_daemon()});
  return ExitCode::done;
}

}  // namespace

void add_why(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand(
      "why",
      "Tell what is wrong with one container, image, network, the host or its engine, why, and exactly what to change");
  const auto arguments = std::make_shared<WhyArguments>();
  command
      ->add_option("CONTAINER", arguments->container,
                   "Identity, name or id of a container, image, network or service; or host; or engine")
      ->required();
  command->add_option("RULE", arguments->rule, "Only this rule");
  add_reading_options(*command, arguments->reading, true);
  command->callback([arguments, &invocation] { invocation.exit_code = why(*arguments, invocation); });
}

}  // namespace plimsoll::cli
