#include "daemon/cli/report_source.hpp"

#include <CLI/CLI.hpp>
#include <utility>

#include "daemon/cli/live_engine.hpp"
#include "daemon/cli/local_report.hpp"
#include "daemon/cli/status_client.hpp"
#include "lib/config/config.hpp"

namespace plimsoll::cli {
namespace {

constexpr const char* kReportPath = "/api/v1/report";

Query query_of(const ReportFilter& filter) {
  Query query;
  if (!filter.subject.empty()) query.emplace_back("subject", filter.subject);
  if (!filter.rule.empty()) query.emplace_back("rule", filter.rule);
  if (filter.verdict) query.emplace_back("verdict", to_string(*filter.verdict));
  if (filter.only_violations) query.emplace_back("only", "violations");
  return query;
}

std::string whole_document(ReportJson json) {
  std::string document;
  while (json.next(document)) continue;
  return document;
}

Error as_usage(Error error) {
  error.kind = ErrorKind::bad_input;
  return error;
}

}  // namespace

void add_reading_options(CLI::App& command, ReadingOptions& options, bool live) {
  CLI::Option* from =
      command
          .add_option("--from", options.from, "Judge a recorded host, a file of plimsoll snapshot; - is standard input")
          ->type_name("FILE");
  command
      .add_option("--policy", options.policy,
                  "Policy file, instead of those in /etc/plimsoll; may be given several times")
      ->type_name("FILE")
      ->allow_extra_args(false);
  if (live) command.add_flag("--live", options.live, "Read the engine now instead of asking plimsolld")->excludes(from);
}

Result<ReportSource> open_report(const ReadingOptions& options, Invocation& invocation) {
  if (options.asks_daemon()) {
    auto socket = daemon_socket(invocation);
    if (!socket) return as_usage(socket.error());
    return ReportSource([socket = *std::move(socket)](const ReportFilter& filter) {
      return get(socket, kReportPath, query_of(filter));
    });
  }
  auto policy = read_policy(options.policy);
  if (!policy) return as_usage(policy.error());
  auto snapshot = options.live ? read_engine(invocation.engine, invocation.terminal) : read_snapshot_file(options.from);
  if (!snapshot) return snapshot.error();
  return source_of(first_report(*std::move(policy), *std::move(snapshot)));
}

ReportSource source_of(std::shared_ptr<const Report> report) {
  return [report = std::move(report)](const ReportFilter& filter) -> Result<std::string> {
    return whole_document(ReportJson(report, filter));
  };
}

Result<ShownReport> read_findings(const ReportSource& source, const ReportFilter& filter, bool unknown_too) {
  const auto read = [&](const ReportFilter& part) -> Result<ShownReport> {
    const auto document = source(part);
    if (!document) return document.error();
    return parse_report(*document);
  };
  ReportFilter violations = filter;
  violations.only_violations = true;
  auto report = read(violations);
  if (!report || !unknown_too) return report;

  ReportFilter unknown = filter;
  unknown.verdict = VerdictKind::unknown;
  auto rest = read(unknown);
  if (!rest) return rest;
  for (ShownResult& result : rest->results) {
    if (!result.open) report->results.push_back(std::move(result));
  }
  return report;
}

Result<std::string> daemon_socket(const Invocation& invocation) {
  if (!invocation.socket.empty()) return invocation.socket;
  const auto config = load_config(std::nullopt);
  if (!config) return config.error();
  return config->status_socket;
}

}  // namespace plimsoll::cli
