// One series a finding that is open, and one a subject with what changes about it. Both are capped: containers are
// started by others, and a page beyond Prometheus' limits is dropped as a whole.

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include "lib/sinks/metrics/families.hpp"
#include "lib/sinks/metrics/label_value.hpp"

namespace plimsoll::metrics {
namespace {

struct OpenFinding {
  const Subject* subject;
  const Finding* finding;
};

/// What does not run alerts nobody.
bool has_series(SubjectKind kind) { return kind != SubjectKind::stopped_container; }

/// Total, so that the same report gives the same page.
auto order(const OpenFinding& open) {
  const Finding& finding = *open.finding;
  const auto severe_first = -static_cast<int>(finding.severity);
  const Subject& subject = *open.subject;
  return std::tuple(severe_first, finding.first_seen, std::string_view(subject.identity), subject.kind,
                    finding.rule->id);
}

/// By severity, then oldest first.
std::vector<OpenFinding> open_findings(const Report& report, Severity min_severity) {
  std::vector<OpenFinding> found;
  for (const auto& [key, subject] : *report.posture.subjects) {
    if (!has_series(key.first)) continue;
    for (const Finding& finding : subject->findings) {
      if (finding.is_primary() && finding.severity >= min_severity) found.push_back({&subject->subject, &finding});
    }
  }
  std::ranges::sort(found, {}, order);
  return found;
}

prometheus::MetricFamily dropped_family(const std::map<Severity, double>& dropped) {
  auto family = gauge("series_dropped", "Open findings without a series in plimsoll_open_finding for want of room.");
  for (const Severity severity : kSeverities) {
    const auto count = dropped.find(severity);
    add(family, {{"severity", to_string(severity)}}, count == dropped.end() ? 0 : count->second);
  }
  return family;
}

/// Those of `first` come first, then everybody else's.
prometheus::MetricFamily info_family(const Report& report, const std::vector<const Subject*>& first, std::size_t room) {
  auto family = gauge("subject_info", "Today's id and image of a subject; those with an open finding first, capped.");
  std::unordered_set<const Subject*> told;
  const auto tell = [&](const Subject& subject) {
    if (told.size() >= room || !told.insert(&subject).second) return;
    add(family,
        {{"kind", to_string(subject.kind)},
         {"subject", label_value(subject.identity)},
         {"id", label_value(subject.id)},
         {"image", label_value(subject.image)}},
        1);
  };
  for (const Subject* subject : first) tell(*subject);
  for (const auto& [key, subject] : *report.posture.subjects) {
    if (has_series(key.first)) tell(subject->subject);
  }
  return family;
}

}  // namespace

// No two findings have the same labels: a rule judges a subject once, and `label_value` keeps identities apart.
void add_open_findings(const Report& report, const MetricsOptions& options, Page& page) {
  auto family = gauge("open_finding", "1 while the finding is open, as of the last audit; implied findings have none.");
  std::vector<const Subject*> subjects;
  std::map<Severity, double> dropped;
  for (const auto& [subject, finding] : open_findings(report, options.min_severity)) {
    if (subjects.size() >= options.max_series) {
      ++dropped[finding->severity];
      continue;
    }
    add(family,
        {{"rule", finding->rule->id},
         {"severity", to_string(finding->severity)},
         {"kind", to_string(subject->kind)},
         {"subject", label_value(subject->identity)}},
        1);
    subjects.push_back(subject);
  }
  page.add(std::move(family));
  page.add(dropped_family(dropped));
  page.add(info_family(report, subjects, options.max_series));
}

}  // namespace plimsoll::metrics
