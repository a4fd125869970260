#pragma once

/// Reports for the sinks' tests, made of values.

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plimsoll/report.hpp"

namespace plimsoll::testing {

using namespace std::chrono_literals;

inline constexpr Time kNoon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + 12h;

/// Of a writer that tells its document piece by piece.
template <class Document>
std::string whole(Document document) {
  std::string text;
  while (document.next(text)) continue;
  return text;
}

inline const Rule& privileged() { return *find_rule("privileged"); }

inline Item item_named(std::string key) {
  return {std::move(key), {Source::inspect, "HostConfig.Privileged", "true", "false"}};
}

inline Finding open_finding(Severity severity = Severity::critical, Time first_seen = kNoon) {
  return {.rule = &privileged(),
          .severity = severity,
          .verdict = violation(item_named("privileged")),
          .first_seen = first_seen};
}

inline std::shared_ptr<SubjectReport> container(std::string name, std::vector<Finding> findings = {}) {
  const Subject subject{.identity = name, .id = "3f2c" + name, .name = name, .image = "runner:2"};
  std::vector<VerdictKind> verdicts(catalogue().size(), VerdictKind::pass);
  for (const Finding& finding : findings) verdicts[index_of(*finding.rule)] = finding.verdict->kind;
  return std::make_shared<SubjectReport>(
      SubjectReport{.subject = subject, .verdicts = std::move(verdicts), .findings = std::move(findings)});
}

inline void add(Report& report, std::shared_ptr<const SubjectReport> subject) {
  Subjects subjects = *report.posture.subjects;
  subjects[{subject->subject.kind, subject->subject.identity}] = std::move(subject);
  report.posture.subjects = std::move(subjects);
}

/// Of an engine that is up, with the built-in policy, at noon.
inline Report audited_report() {
  Report report{.generated_at = kNoon, .posture = {.audited = true, .audited_at = kNoon, .complete = true}};
  const auto snapshot = std::make_shared<Snapshot>();
  snapshot->host.name = "web-1";
  snapshot->engine.version = "29.7.2";
  snapshot->engine.api_version = "1.51";
  report.posture.snapshot = snapshot;
  report.posture.policy = std::make_shared<const Policy>(Policy::built_in());
  report.health.engine = {.up = true, .error = std::nullopt, .since = kNoon};
  report.health.requests["/containers/json"].requests = 3;
  report.health.requests["/containers/json"].failures[static_cast<std::size_t>(ErrorKind::timeout)] = 1;
  report.posture.opened[{&privileged(), Severity::critical}] = 2;
  return report;
}

}  // namespace plimsoll::testing
