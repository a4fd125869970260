#pragma once

/// Where `findings` and `why` get their report: the daemon, a recorded host, or the engine itself.

#include <functional>
#include <string>
#include <vector>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/document.hpp"
#include "lib/sinks/report/report_json.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::cli {

struct ReadingOptions {
  std::string from;                 ///< file of a recorded host
  bool live = false;                ///< read the engine now
  std::vector<std::string> policy;  ///< files; only without the daemon, which has its own

  [[nodiscard]] bool asks_daemon() const { return from.empty() && !live; }
};

/// Adds --from and --policy; with `live`, also --live.
void add_reading_options(CLI::App& command, ReadingOptions& options, bool live);

/// The document `plimsoll.report/v1` of what the filter takes.
using ReportSource = std::function<Result<std::string>(const ReportFilter&)>;

/// Fails, with a word on standard error, on the user's mistakes and without an engine. A daemon is not asked yet.
[[nodiscard]] Result<ReportSource> open_report(const ReadingOptions& options, Invocation& invocation);

/// The same of a report that is here.
[[nodiscard]] ReportSource source_of(std::shared_ptr<const Report> report);

/// What a table of findings shows: the violations, and with `unknown_too` what could not be judged.
[[nodiscard]] Result<ShownReport> read_findings(const ReportSource& source, const ReportFilter& filter,
                                                bool unknown_too);

/// The socket that the user or the configuration names.
[[nodiscard]] Result<std::string> daemon_socket(const Invocation& invocation);

}  // namespace plimsoll::cli
