#include "lib/sinks/metrics/text_format.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace plimsoll::metrics {
namespace {

constexpr int kSignificantDigits = 16;

std::string_view type_name(MetricType type) {
  switch (type) {
    case MetricType::counter:
      return "counter";
    case MetricType::gauge:
      return "gauge";
    case MetricType::histogram:
      break;
  }
  return "histogram";
}

std::string number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                          std::chars_format::general, kSignificantDigits);
  return {digits.data(), end};
}

void write_escaped(std::string_view text, std::string& page) {
  for (const char c : text) {
    if (c == '\\' || c == '"') page += '\\';
    page += c == '\n' ? std::string_view("\\n") : std::string_view(&c, 1);
  }
}

using Label = std::pair<std::string_view, std::string_view>;

void write_label(const Label& label, std::string& page) {
  page.append(label.first).append("=\"");
  write_escaped(label.second, page);
  page += '"';
}

/// `last` is a label that only this sample has; without a name there is none.
void write_labels(const Metric& metric, const Label& last, std::string& page) {
  char before = '{';
  for (const Label label : metric.labels) {
    page += std::exchange(before, ',');
    write_label(label, page);
  }
  if (!last.first.empty()) {
    page += std::exchange(before, ',');
    write_label(last, page);
  }
  if (before == ',') page += '}';
}

struct Sample {
  std::string_view suffix;  ///< of the family's name
  Label label;
  std::string value;
};

void write_sample(const MetricFamily& family, const Metric& metric, const Sample& sample, std::string& page) {
  page.append(family.name).append(sample.suffix);
  write_labels(metric, sample.label, page);
  page.append(" ").append(sample.value).append("\n");
}

void write_histogram(const MetricFamily& family, const Metric& metric, std::string& page) {
  const Histogram& values = metric.histogram;
  write_sample(family, metric, {"_count", {}, std::to_string(values.sample_count)}, page);
  write_sample(family, metric, {"_sum", {}, number(values.sample_sum)}, page);
  for (const Bucket& bucket : values.bucket) {
    const std::string bound = number(bucket.upper_bound);
    write_sample(family, metric, {"_bucket", {"le", bound}, std::to_string(bucket.cumulative_count)}, page);
  }
}

}  // namespace

void write_family(const MetricFamily& family, std::string& page) {
  page.append("# HELP ").append(family.name).append(" ").append(family.help).append("\n");
  page.append("# TYPE ").append(family.name).append(" ").append(type_name(family.type)).append("\n");
  for (const Metric& metric : family.metric) {
    if (family.type == MetricType::histogram) {
      write_histogram(family, metric, page);
    } else {
      write_sample(family, metric, {"", {}, number(metric.value)}, page);
    }
  }
}

}  // namespace plimsoll::metrics
