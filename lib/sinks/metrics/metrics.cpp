#include "lib/sinks/metrics/metrics.hpp"

#include <prometheus/text_serializer.h>

#include <utility>
#include <vector>

#include "lib/sinks/metrics/families.hpp"

namespace plimsoll {
namespace metrics {
namespace {

prometheus::MetricFamily family(std::string name, std::string help, prometheus::MetricType type) {
  return {.name = "plimsoll_" + std::move(name), .help = std::move(help), .type = type, .metric = {}};
}

}  // namespace

prometheus::MetricFamily gauge(std::string name, std::string help) {
  return family(std::move(name), std::move(help), prometheus::MetricType::Gauge);
}

prometheus::MetricFamily counter(std::string name, std::string help) {
  return family(std::move(name), std::move(help), prometheus::MetricType::Counter);
}

prometheus::MetricFamily histogram(std::string name, std::string help) {
  return family(std::move(name), std::move(help), prometheus::MetricType::Histogram);
}

void add(prometheus::MetricFamily& family, Labels labels, double value) {
  prometheus::ClientMetric& metric = family.metric.emplace_back();
  metric.label.reserve(labels.size());
  for (const auto& [name, text] : labels) metric.label.push_back({std::string(name), std::string(text)});
  metric.gauge.value = value;
  metric.counter.value = value;
}

void Page::add(prometheus::MetricFamily family) {
  if (family.metric.empty()) return;
  std::vector<prometheus::MetricFamily> families;
  families.push_back(std::move(family));
  prometheus::TextSerializer().Serialize(text_, families);
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
