#include "lib/sinks/metrics/metrics.hpp"

#include <utility>

#include "lib/sinks/metrics/families.hpp"

namespace plimsoll {
namespace metrics {
namespace {

MetricFamily family(std::string name, std::string help, MetricType type) {
  return {.name = "plimsoll_" + std::move(name), .help = std::move(help), .type = type, .metric = {}};
}

}  // namespace

MetricFamily gauge(std::string name, std::string help) {
  return family(std::move(name), std::move(help), MetricType::gauge);
}

MetricFamily counter(std::string name, std::string help) {
  return family(std::move(name), std::move(help), MetricType::counter);
}

MetricFamily histogram(std::string name, std::string help) {
  return family(std::move(name), std::move(help), MetricType::histogram);
}

void add(MetricFamily& family, Labels labels, double value) {
  Metric& metric = family.metric.emplace_back();
  metric.labels.reserve(labels.size());
  for (const auto& [name, text] : labels) metric.labels.emplace_back(name, text);
  metric.value = value;
}

void Page::add(const MetricFamily& family) {
  if (!family.metric.empty()) write_family(family, text_);
}

}  // namespace metrics

std::string render_metrics(const Report& report, const MetricsOptions& options) {
  metrics::Page page;
  metrics::add_state(report, options, page);
  metrics::add_engine(report, page);
  metrics::add_finding_counts(report, page);
  metrics::add_open_findings(report, options, page);
  return page.take_text();
}

}  // namespace plimsoll
