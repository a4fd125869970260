#include <limits>
#include <utility>

#include "lib/sinks/metrics/families.hpp"
#include "lib/sinks/metrics/label_value.hpp"

namespace plimsoll::metrics {
namespace {

bool is_unjudged(const auto& entry) { return entry.second->unjudged.has_value(); }

prometheus::MetricFamily up_family(const Report& report) {
  auto family = gauge("engine_up", "1 if the engine answered when it was last asked.");
  add(family, {}, report.health.engine.up ? 1 : 0);
  return family;
}

prometheus::MetricFamily info_family(const Report& report) {
  auto family = gauge("engine_info", "The engine of the last audit.");
  if (!report.posture.snapshot) return family;
  const EngineFacts& engine = report.posture.snapshot->engine;
  add(family,
      {{"kind", to_string(engine.kind)},
       {"version", label_value(engine.version)},
       {"api_version", label_value(engine.api_version)}},
      1);
  return family;
}

prometheus::MetricFamily source_family(const Report& report) {
  auto family = gauge("source_state",
                      "1 for the state that a source of facts is in: the engine's events, what it lists, the host.");
  for (const Feed feed : kFeeds) {
    for (const FeedState state : kFeedStates) {
      add(family, {{"source", to_string(feed)}, {"state", to_string(state)}},
          report.health.freshness.of(feed).state == state ? 1 : 0);
    }
  }
  return family;
}

prometheus::MetricFamily unreadable_family(const Report& report) {
  auto family = gauge("host_unreadable", "1 for each kind of host facts of which none can be read, with the reason.");
  for (const UnreadableArea& area : report.health.host_unreadable) {
    add(family,
        {{"area", to_string(area.area)},
         {"cause", to_string(area.cause)},
         {"error", show(area.os_error)},
         {"accepted", area.accepted ? "true" : "false"}},
        1);
  }
  return family;
}

prometheus::MetricFamily plain_counter(std::string name, std::string help, std::uint64_t value) {
  auto family = counter(std::move(name), std::move(help));
  add(family, {}, static_cast<double>(value));
  return family;
}

prometheus::MetricFamily detection_family(const Report& report) {
  auto family = histogram("detection_seconds", "From the engine's event to the report that tells what it changed.");
  prometheus::ClientMetric::Histogram& values = family.metric.emplace_back().histogram;
  const auto& counts = report.health.detections.counts();
  values.sample_count = counts.back();
  values.sample_sum = report.health.detections.sum_seconds();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const bool last = i + 1 == counts.size();
    const double bound = last ? std::numeric_limits<double>::infinity() : Detections::kBucketSeconds[i];
    values.bucket.push_back({.cumulative_count = counts[i], .upper_bound = bound});
  }
  return family;
}

prometheus::MetricFamily exec_family(const Report& report) {
  auto family = counter("exec_sessions_total",
                        "Commands that were run in containers since start, health checks left out, by what they had.");
  constexpr std::pair<ExecCounts::Known, std::string_view> kKnown[] = {
      {ExecCounts::no, "false"}, {ExecCounts::yes, "true"}, {ExecCounts::unknown, "unknown"}};
  for (const auto& [privileged, privileged_word] : kKnown) {
    for (const auto& [root, root_word] : kKnown) {
      add(family, {{"privileged", privileged_word}, {"root", root_word}},
          static_cast<double>(report.health.exec_counts.of(privileged, root)));
    }
  }
  return family;
}

void add_events(const Report& report, Page& page) {
  page.add(plain_counter("events_total", "Events that the engine told since start.", report.health.events));
  page.add(plain_counter("event_gaps_total",
                         "Times since start that events may have been missed; everything is read anew after each.",
                         report.health.event_gaps));
  page.add(plain_counter("containers_missed_total",
                         "Containers since start that were gone before they could be read, and so never judged.",
                         report.health.containers_missed));
  page.add(detection_family(report));
  page.add(exec_family(report));
}

prometheus::MetricFamily containers_family(const Report& report) {
  auto family = gauge("containers",
                      "Containers as of the last audit: running ones that were judged, those that could not be read, "
                      "and those that do not run.");
  if (!report.posture.audited) return family;
  double judged = 0;
  double unjudged = 0;
  double stopped = 0;
  for (const auto& entry : *report.posture.subjects) {
    if (entry.first.first == SubjectKind::container) ++(is_unjudged(entry) ? unjudged : judged);
    if (entry.first.first == SubjectKind::stopped_container) ++stopped;
  }
  add(family, {{"state", "judged"}}, judged);
  add(family, {{"state", "unjudged"}}, unjudged);
  add(family, {{"state", "stopped"}}, stopped);
  return family;
}

void add_requests(const Report& report, Page& page) {
  auto requests = counter("engine_requests_total", "Requests to the engine since start.");
  auto failures = counter("engine_request_failures_total", "Requests to the engine since start that failed.");
  for (const auto& [endpoint, counts] : report.health.requests) {
    add(requests, {{"endpoint", label_value(endpoint)}}, static_cast<double>(counts.requests));
    for (int reason = 0; reason < kErrorKindCount; ++reason) {
      add(failures, {{"endpoint", label_value(endpoint)}, {"reason", to_string(static_cast<ErrorKind>(reason))}},
          static_cast<double>(counts.failures[static_cast<std::size_t>(reason)]));
    }
  }
  page.add(std::move(requests));
  page.add(std::move(failures));
}

}  // namespace

void add_engine(const Report& report, Page& page) {
  page.add(up_family(report));
  page.add(info_family(report));
  page.add(source_family(report));
  page.add(unreadable_family(report));
  page.add(containers_family(report));
  add_events(report, page);
  add_requests(report, page);
}

}  // namespace plimsoll::metrics
