#include <algorithm>
#include <chrono>

#include "lib/sinks/metrics/families.hpp"
#include "plimsoll/version.hpp"

namespace plimsoll::metrics {
namespace {

double unix_seconds(Time time) { return std::chrono::duration<double>(time.time_since_epoch()).count(); }

prometheus::MetricFamily build_family() {
  auto family = gauge("build_info", "The plimsolld that answers.");
  add(family, {{"version", version()}, {"revision", revision()}}, 1);
  return family;
}

prometheus::MetricFamily policy_family(const Report& report) {
  auto family = gauge("policy_info", "The policy in force.");
  if (report.posture.policy) add(family, {{"sha256", report.posture.policy->sha256()}}, 1);
  return family;
}

bool sees_the_host(const Report& report) {
  return std::ranges::all_of(report.health.host_unreadable, &UnreadableArea::accepted);
}

}  // namespace

void add_state(const Report& report, const MetricsOptions& options, Page& page) {
  auto stale = gauge("stale_after_seconds", "An audit older than this is not to be believed.");
  add(stale, {}, options.stale_after_seconds);
  auto reconciled = gauge("last_reconcile_timestamp_seconds", "When all containers were last listed and read.");
  auto complete =
      gauge("audit_complete",
            "1 if the last audit could read every container, every list and every kind of host facts that it should.");
  if (report.posture.audited) {
    add(reconciled, {}, unix_seconds(report.posture.audited_at));
    add(complete, {}, report.posture.complete && sees_the_host(report) ? 1 : 0);
  }
  auto drops = counter("queue_dropped_total", "What was dropped because its receiver was too slow.");
  add(drops, {{"sink", "log"}}, static_cast<double>(report.health.log_losses.dropped));
  auto failures = counter("log_write_failures_total", "Log lines lost because writing them failed, as on a full disk.");
  add(failures, {}, static_cast<double>(report.health.log_losses.write_failures));
  page.add(std::move(drops));
  page.add(std::move(failures));
  page.add(build_family());
  page.add(policy_family(report));
  page.add(std::move(stale));
  page.add(std::move(reconciled));
  page.add(std::move(complete));
}

}  // namespace plimsoll::metrics
