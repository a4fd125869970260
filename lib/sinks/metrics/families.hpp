#pragma once

/// The parts of the page, each from the report alone.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "lib/sinks/metrics/metrics.hpp"
#include "lib/sinks/metrics/text_format.hpp"

namespace plimsoll::metrics {

/// Written family by family, so that only one of them is in memory beside the text.
class Page {
 public:
  /// One without a sample is left out.
  void add(const MetricFamily& family);
  [[nodiscard]] std::string take_text() { return std::move(text_); }

 private:
  std::string text_;
};

/// Names and values, borrowed for the call. Values must be fit for Prometheus: words of ours, or of `label_value`.
using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// `help` is one line without a backslash.
[[nodiscard]] MetricFamily gauge(std::string name, std::string help);
[[nodiscard]] MetricFamily counter(std::string name, std::string help);
/// Its one metric is for the caller to fill.
[[nodiscard]] MetricFamily histogram(std::string name, std::string help);
void add(MetricFamily& family, Labels labels, double value);

/// open_finding, series_dropped, subject_info.
void add_open_findings(const Report& report, const MetricsOptions& options, Page& page);
/// findings, findings_opened_total.
void add_finding_counts(const Report& report, Page& page);
/// The engine, its requests and what could be read.
void add_engine(const Report& report, Page& page);
/// plimsoll's version and policy, how old and how complete its knowledge is.
void add_state(const Report& report, const MetricsOptions& options, Page& page);

}  // namespace plimsoll::metrics
