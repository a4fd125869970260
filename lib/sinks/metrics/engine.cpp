#include <algorithm>

#include "lib/sinks/metrics/families.hpp"
#include "lib/sinks/metrics/label_value.hpp"

namespace plimsoll::metrics {
namespace {

bool is_unjudged(const auto& entry) { return entry.second->unjudged.has_value(); }

prometheus::MetricFamily up_family(const Report& report) {
  auto family = gauge("engine_up", "1 if the engine answered when it was last asked.");
  add(family, {}, report.engine_state.up ? 1 : 0);
  return family;
}

prometheus::MetricFamily info_family(const Report& report) {
  auto family = gauge("engine_info", "The engine of the last audit.");
  if (!report.snapshot) return family;
  const EngineFacts& engine = report.snapshot->engine;
  add(family,
      {label("kind", to_string(engine.kind)), label("version", label_value(engine.version)),
       label("api_version", label_value(engine.api_version))},
      1);
  return family;
}

void add_source(prometheus::MetricFamily& family, Source source, bool failing) {
  add(family, {label("source", to_string(source)), label("state", "ok")}, failing ? 0 : 1);
  add(family, {label("source", to_string(source)), label("state", "failing")}, failing ? 1 : 0);
}

prometheus::MetricFamily source_family(const Report& report) {
  auto family = gauge("source_state", "1 for the state that a source of facts was in at the last attempt to read it.");
  if (!report.audited) return family;
  const bool down = !report.engine_state.up;
  add_source(family, Source::inspect,
             down || std::ranges::any_of(*report.subjects, [](const auto& entry) { return is_unjudged(entry); }));
  add_source(family, Source::engine, down || !report.gaps.empty());
  return family;
}

prometheus::MetricFamily containers_family(const Report& report) {
  auto family = gauge("containers",
                      "Containers as of the last audit: running ones that were judged, those that could not be read, "
                      "and those that do not run.");
  if (!report.audited) return family;
  double judged = 0;
  double unjudged = 0;
  double stopped = 0;
  for (const auto& entry : *report.subjects) {
    if (entry.first.first == SubjectKind::container) ++(is_unjudged(entry) ? unjudged : judged);
    if (entry.first.first == SubjectKind::stopped_container) ++stopped;
  }
  add(family, {label("state", "judged")}, judged);
  add(family, {label("state", "unjudged")}, unjudged);
  add(family, {label("state", "stopped")}, stopped);
  return family;
}

void add_requests(const Report& report, Families& page) {
  auto requests = counter("engine_requests_total", "Requests to the engine since start.");
  auto failures = counter("engine_request_failures_total", "Requests to the engine since start that failed.");
  for (const auto& [endpoint, counts] : report.requests) {
    add(requests, {label("endpoint", label_value(endpoint))}, static_cast<double>(counts.requests));
    for (int reason = 0; reason < kErrorKindCount; ++reason) {
      add(failures,
          {label("endpoint", label_value(endpoint)), label("reason", to_string(static_cast<ErrorKind>(reason)))},
          static_cast<double>(counts.failures[static_cast<std::size_t>(reason)]));
    }
  }
  page.push_back(std::move(requests));
  page.push_back(std::move(failures));
}

}  // namespace

void add_engine(const Report& report, Families& page) {
  page.push_back(up_family(report));
  page.push_back(info_family(report));
  page.push_back(source_family(report));
  page.push_back(containers_family(report));
  add_requests(report, page);
}

}  // namespace plimsoll::metrics
