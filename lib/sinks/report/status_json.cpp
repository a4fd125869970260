#include "lib/sinks/report/status_json.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "lib/sinks/report/parts.hpp"
#include "lib/sinks/report/summary.hpp"
#include "plimsoll/judge.hpp"
#include "plimsoll/version.hpp"

namespace plimsoll {
namespace {

using parts::Json;

constexpr std::string_view kRootRule = "root-equivalent";

bool is_critical(const Finding& finding) { return finding.severity == Severity::critical && finding.is_primary(); }

/// Whatever explains it: the list of ways to root is complete.
bool is_a_way_to_root(const Finding& finding) { return finding.rule->id == kRootRule && finding.open(); }

Json ways(const Finding& finding) {
  Json list = Json::array();
  for (const Item& item : finding.active_verdict().items) {
    list.push_back({{"way", item.key}, {"reason", item.reason}, {"implied_by", item.implied_by}});
  }
  return list;
}

bool runs(const SubjectReport& subject) { return subject.subject.kind != SubjectKind::stopped_container; }

using Entries = std::vector<Json>;

Entries unjudged(const SubjectReport& subject) {
  return subject.unjudged ? Entries{parts::unjudged(subject)} : Entries();
}

/// Who is root on the host already, and how.
Entries root_equivalent(const SubjectReport& subject) {
  const auto finding = std::ranges::find_if(subject.findings, is_a_way_to_root);
  if (!runs(subject) || finding == subject.findings.end()) return {};
  return {{{"subject", parts::subject(subject.subject)},
           {"ways", ways(*finding)},
           {"first_seen", parts::instant(finding->first_seen)}}};
}

Entries critical(const SubjectReport& subject) {
  Entries entries;
  for (const Finding& finding : subject.findings) {
    if (!runs(subject) || !is_critical(finding)) continue;
    entries.push_back({{"rule", finding.rule->id},
                       {"subject", parts::subject(subject.subject)},
                       {"message", message(finding)},
                       {"first_seen", parts::instant(finding.first_seen)}});
  }
  return entries;
}

Entries gaps(const Report& report) {
  Entries entries;
  for (const Error& error : report.posture.unread_lists) entries.push_back(parts::gap(error));
  return entries;
}

Json rules_off(const Policy& policy) {
  Json list = Json::array();
  for (const Rule* rule : catalogue()) {
    const RulePolicy& wanted = policy.of(*rule);
    if (!wanted.enabled) list.push_back({{"rule", rule->id}, {"reason", wanted.reason}});
  }
  return list;
}

Json waivers(const Policy& policy, Time now) {
  const auto today = std::chrono::floor<std::chrono::days>(now);
  Json list = Json::array();
  for (const auto& waiver : policy.waivers()) {
    Json entry{
        {"rule", waiver->rule}, {"container", waiver->container}, {"image", waiver->image}, {"items", waiver->items}};
    entry.update(parts::waiver(*waiver));
    entry["expired"] = std::chrono::sys_days(waiver->expires) < today;
    list.push_back(std::move(entry));
  }
  return list;
}

Json host_unreadable(const Report& report) {
  Json list = Json::array();
  for (const UnreadableArea& area : report.health.host_unreadable) list.push_back(parts::unreadable(area));
  return list;
}

Json age_seconds(const Report& report, Time now) {
  if (!report.posture.audited) return nullptr;
  return std::chrono::duration<double>(now - report.posture.audited_at).count();
}

/// What was never audited is as stale as can be.
bool stale(const Report& report, const StatusOptions& options) {
  if (!report.posture.audited) return true;
  if (options.stale_after_seconds <= 0) return false;
  return std::chrono::duration<double>(options.now - report.posture.audited_at).count() > options.stale_after_seconds;
}

void add_age(Json& status, const Report& report, const StatusOptions& options) {
  status["generated_at"] = parts::instant(report.generated_at);
  status["audited_at"] = parts::instant(report.posture.audited_at);
  status["age_seconds"] = age_seconds(report, options.now);
  status["stale_after_seconds"] = options.stale_after_seconds;
  status["stale"] = stale(report, options);
  status["reread_within_seconds"] = options.reread_within_seconds;
  status["complete"] = report.posture.complete;
  status["freshness"] = parts::freshness(report);
  status["host_unreadable"] = host_unreadable(report);
}

void add_counts(Json& status, const Report& report) {
  const Summary summary = summarize(report);
  status["containers"] = parts::containers(summary);
  status["findings"] = parts::findings(summary);
}

void add_policy(Json& status, const Report& report, Time now) {
  status["policy"] = parts::policy(report);
  const bool ignores_stopped = report.posture.policy && !report.posture.policy->judges_stopped();
  status["stopped_containers_off"] = ignores_stopped ? Json(report.posture.policy->stopped_reason()) : Json(nullptr);
  status["rules_off"] = report.posture.policy ? rules_off(*report.posture.policy) : Json::array();
  status["waivers"] = report.posture.policy ? waivers(*report.posture.policy, now) : Json::array();
}

Json log(const LogLosses& losses) {
  return {{"lines_dropped", losses.dropped},
          {"write_failures", losses.write_failures},
          {"last_error", losses.error.empty() ? Json(nullptr) : Json(losses.error)}};
}

Json short_members(const Report& report, const StatusOptions& options) {
  Json status{{"host", report.posture.snapshot ? Json(report.posture.snapshot->host.name) : Json(nullptr)},
              {"engine", parts::engine(report)}};
  add_age(status, report, options);
  add_counts(status, report);
  add_policy(status, report, options.now);
  status["degraded"] = report.health.degraded;
  status["log"] = log(report.health.log_losses);
  return status;
}

auto text(std::string whole) {
  return [left = std::optional(std::move(whole))](std::string& out) mutable {
    if (!left) return false;
    out += *std::exchange(left, std::nullopt);
    return true;
  };
}

/// What `entries_of` has to say of each subject, then `others`.
auto list(const std::shared_ptr<const Report>& report, Entries (*entries_of)(const SubjectReport&),
          Entries others = {}) {
  return [report, entries_of, others = std::move(others), position = report->posture.subjects->begin(), first = true,
          ended = false](std::string& out) mutable {
    if (ended) return false;
    ended = position == report->posture.subjects->end();
    for (const Json& entry : ended ? others : entries_of(*(position++)->second)) {
      out += (std::exchange(first, false) ? "" : ",") + parts::dump(entry);
    }
    return true;
  };
}

}  // namespace

// What could not be read comes before the rest.
StatusJson::StatusJson(std::shared_ptr<const Report> report, const StatusOptions& options) {
  const Json beginning{{"schema", "plimsoll.status/v1"}, {"version", version()}};
  parts_.emplace_back(text("{" + parts::members(beginning) + ",\"unjudged\":["));
  parts_.emplace_back(list(report, unjudged, gaps(*report)));
  parts_.emplace_back(text("]," + parts::members(short_members(*report, options)) + ",\"root_equivalent\":["));
  parts_.emplace_back(list(report, root_equivalent));
  parts_.emplace_back(text("],\"critical\":["));
  parts_.emplace_back(list(report, critical));
  parts_.emplace_back(text("]}\n"));
}

bool StatusJson::next(std::string& out) {
  while (!parts_.empty()) {
    if (parts_.front()(out)) return true;
    parts_.pop_front();
  }
  return false;
}

}  // namespace plimsoll
