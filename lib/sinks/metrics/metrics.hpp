#pragma once

#include <cstddef>
#include <string>

#include "plimsoll/report.hpp"

namespace plimsoll {

struct MetricsOptions {
  Severity min_severity = Severity::high;  ///< findings below it get no series of their own
  std::size_t max_series = 2000;           ///< of open_finding; of subject_info as many again
  double stale_after_seconds = 0;          ///< exported, for the alert that compares the audit's age with it
};

/// The page for Prometheus, text format 0.0.4. Pure, and the same bytes for the same report. What grows with containers
/// that somebody else starts is capped and counted, so that nobody can make the page too large to be scraped.
[[nodiscard]] std::string render_metrics(const Report& report, const MetricsOptions& options);

}  // namespace plimsoll
