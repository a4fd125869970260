#pragma once

/// The parts of the page, each from the report alone. Families without a sample are left out of the page.

#include <prometheus/metric_family.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/sinks/metrics/metrics.hpp"

namespace plimsoll::metrics {

using Families = std::vector<prometheus::MetricFamily>;
using Labels = std::vector<prometheus::ClientMetric::Label>;

/// `help` is one line: prometheus-cpp does not escape it.
[[nodiscard]] prometheus::MetricFamily gauge(std::string name, std::string help);
[[nodiscard]] prometheus::MetricFamily counter(std::string name, std::string help);
/// Its one metric is for the caller to fill.
[[nodiscard]] prometheus::MetricFamily histogram(std::string name, std::string help);
/// Label values must be fit for Prometheus: words of ours, or of `label_value`.
void add(prometheus::MetricFamily& family, Labels labels, double value);

/// A word of ours as a label.
[[nodiscard]] prometheus::ClientMetric::Label label(std::string name, std::string_view word);
[[nodiscard]] Labels rule_labels(const Rule& rule, Severity severity);

/// open_finding, series_dropped, subject_info.
void add_open_findings(const Report& report, const MetricsOptions& options, Families& page);
/// findings, findings_opened_total.
void add_finding_counts(const Report& report, Families& page);
/// The engine, its requests and what could be read.
void add_engine(const Report& report, Families& page);
/// plimsoll's version and policy, how old and how complete its knowledge is.
void add_state(const Report& report, const MetricsOptions& options, Families& page);

}  // namespace plimsoll::metrics
