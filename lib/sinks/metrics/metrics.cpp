#include "lib/sinks/metrics/metrics.hpp"

#include <prometheus/text_serializer.h>

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
  metric.label = std::move(labels);
  metric.gauge.value = value;
  metric.counter.value = value;
}

prometheus::ClientMetric::Label label(std::string name, std::string_view word) {
  return {std::move(name), std::string(word)};
}

Labels rule_labels(const Rule& rule, Severity severity) {
  return {label("rule", rule.id), label("severity", to_string(severity))};
}

}  // namespace metrics

std::string render_metrics(const Report& report, const MetricsOptions& options) {
  metrics::Families page;
  metrics::add_state(report, options, page);
  metrics::add_engine(report, page);
  metrics::add_finding_counts(report, page);
  metrics::add_open_findings(report, options, page);
  std::erase_if(page, [](const auto& family) { return family.metric.empty(); });
  return prometheus::TextSerializer().Serialize(page);
}

}  // namespace plimsoll
