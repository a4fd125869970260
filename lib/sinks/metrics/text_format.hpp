#pragma once

/// Prometheus' text format 0.0.4.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace plimsoll::metrics {

enum class MetricType { counter, gauge, histogram };

struct Bucket {
  std::uint64_t cumulative_count = 0;
  double upper_bound = 0;
};

struct Histogram {
  std::uint64_t sample_count = 0;
  double sample_sum = 0;
  std::vector<Bucket> bucket;  ///< the last one is that of infinity
};

struct Metric {
  std::vector<std::pair<std::string, std::string>> labels;  ///< names and values; a value is valid UTF-8
  double value = 0;                                         ///< of a counter or gauge
  Histogram histogram;
};

struct MetricFamily {
  std::string name;
  std::string help;  ///< one line without a backslash: it is written as it is
  MetricType type = MetricType::gauge;
  std::vector<Metric> metric;
};

/// Appends the family, its HELP and TYPE first.
void write_family(const MetricFamily& family, std::string& page);

}  // namespace plimsoll::metrics
