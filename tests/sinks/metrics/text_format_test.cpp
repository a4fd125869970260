#include "lib/sinks/metrics/text_format.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace plimsoll::metrics {
namespace {

std::string text_of(const MetricFamily& family) {
  std::string page;
  write_family(family, page);
  return page;
}

/// The value of a gauge's only sample.
std::string written(double value) {
  const std::string page = text_of({.name = "g", .help = "", .metric = {{.value = value}}});
  return page.substr(page.find("\ng ") + 3);
}

TEST(TextFormat, ACounterHasItsHelpItsTypeAndALineForEachSample) {
  const MetricFamily family{.name = "requests_total",
                            .help = "Requests.",
                            .type = MetricType::counter,
                            .metric = {{.labels = {{"code", "200"}, {"method", "get"}}, .value = 3}, {.value = 4}}};
  EXPECT_EQ(text_of(family),
            "# HELP requests_total Requests.\n# TYPE requests_total counter\n"
            "requests_total{code=\"200\",method=\"get\"} 3\nrequests_total 4\n");
}

TEST(TextFormat, AHistogramHasItsCountItsSumAndItsBuckets) {
  const double infinity = std::numeric_limits<double>::infinity();
  const MetricFamily family{.name = "seconds",
                            .help = "Took.",
                            .type = MetricType::histogram,
                            .metric = {{.labels = {{"a", "b"}},
                                        .histogram = {.sample_count = 2,
                                                      .sample_sum = 1.5,
                                                      .bucket = {{.cumulative_count = 1, .upper_bound = 0.25},
                                                                 {.cumulative_count = 2, .upper_bound = infinity}}}}}};
  EXPECT_EQ(text_of(family),
            "# HELP seconds Took.\n# TYPE seconds histogram\n"
            "seconds_count{a=\"b\"} 2\nseconds_sum{a=\"b\"} 1.5\n"
            "seconds_bucket{a=\"b\",le=\"0.25\"} 1\nseconds_bucket{a=\"b\",le=\"+Inf\"} 2\n");
}

TEST(TextFormat, ALabelsValueIsEscaped) {
  const MetricFamily family{.name = "g", .help = "", .metric = {{.labels = {{"a", "\\\"\n"}}}}};
  EXPECT_NE(text_of(family).find(R"(g{a="\\\"\n"} 0)"), std::string::npos);
}

TEST(TextFormat, NumbersAreWrittenAsPrometheusReadsThem) {
  EXPECT_EQ(written(0.1), "0.1\n");
  EXPECT_EQ(written(1795348800), "1795348800\n");
  EXPECT_EQ(written(1795348800.125), "1795348800.125\n");
  EXPECT_EQ(written(-2), "-2\n");
  EXPECT_EQ(written(1e300), "1e+300\n");
  EXPECT_EQ(written(std::numeric_limits<double>::quiet_NaN()), "NaN\n");
  EXPECT_EQ(written(-std::numeric_limits<double>::infinity()), "-Inf\n");
}

}  // namespace
}  // namespace plimsoll::metrics
