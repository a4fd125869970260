// The daemon itself, and its sources. Without a daemon there is nothing to say: the command says why none answers.

#include <algorithm>

#include "lib/core/doctor/checks.hpp"
#include "plimsoll/version.hpp"

namespace plimsoll::doctor {
namespace {

bool is_behind(FeedState state) { return state == FeedState::stale || state == FeedState::down; }

std::string remedy_of(Feed feed) {
  return feed == Feed::host ? "see the checks host-* below" : "see the checks engine and engine-socket";
}

Check source_check(Feed feed, const Report& report, Time now) {
  const FeedStatus& status = report.health.freshness.of(feed);
  const std::string id = "source-" + std::string(to_string(feed));
  const std::string seen = std::string(to_string(status.state)) + " for " + age(status.since, now);
  return is_behind(status.state) ? fault(id, seen, remedy_of(feed)) : ok(id, seen);
}

std::vector<std::string> unread(const Report& report) {
  std::vector<std::string> reasons;
  if (!report.posture.snapshot) return reasons;
  for (const UnreadContainer& container : report.posture.snapshot->unread) {
    reasons.push_back("container " + container.identity + ": " + container.error.text);
  }
  for (const Error& gap : report.posture.unread_lists) reasons.push_back(gap.text);
  return reasons;
}

Check audit_check(const Report& report, Time now) {
  if (!report.posture.audited)
    return fault("audit", "none has succeeded yet", "see the checks engine and engine-socket");
  const std::string seen = "last one " + ago(report.posture.audited_at, now);
  const std::vector<std::string> reasons = unread(report);
  if (reasons.empty()) return ok("audit", seen + ", complete");
  return warning("audit", seen + ", incomplete: " + joined(reasons, "; "), "plimsoll status lists what is not judged");
}

}  // namespace

Checks daemon_checks(const DoctorInput& input) {
  if (!input.daemon) return {};
  const auto& process = input.surroundings.process;
  const std::string runs_as = process ? " as " + account_text(process->user, "uid") : "";
  Checks checks{ok("daemon", "plimsolld " + std::string(version()) + " runs" + runs_as + ", started " +
                                 ago(input.daemon->started_at, input.now))};
  if (!input.report) return checks;
  const std::vector<std::string>& degraded = input.report->health.degraded;
  checks.push_back(degraded.empty() ? ok("degraded", "no")
                                    : fault("degraded", joined(degraded, "; "), "see the checks below"));
  return checks;
}

Checks source_checks(const DoctorInput& input) {
  if (!input.report) return {unknown_check("audit", "nothing is published yet", "ask again")};
  Checks checks;
  for (const Feed feed : kFeeds) {
    if (input.daemon) checks.push_back(source_check(feed, *input.report, input.now));
  }
  checks.push_back(audit_check(*input.report, input.now));
  return checks;
}

}  // namespace plimsoll::doctor
