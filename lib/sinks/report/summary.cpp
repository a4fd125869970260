#include "lib/sinks/report/summary.hpp"

namespace plimsoll {
namespace {

void count(FindingCounts& counts, const Finding& finding) {
  switch (finding.state()) {
    case FindingState::open:
      ++counts.open;
      break;
    case FindingState::implied:
      ++counts.implied;
      break;
    case FindingState::waived:
      ++counts.waived;
      break;
    case FindingState::unknown:
      ++counts.unknown;
      break;
    case FindingState::informational:
      break;
  }
}

FindingCounts& counts_of(Summary& summary, const Finding& finding) {
  return summary.findings[static_cast<std::size_t>(finding.severity)];
}

void count_stopped(Summary& summary, const SubjectReport& subject) {
  ++summary.stopped;
  for (const Finding& finding : subject.findings) {
    if (finding.state() == FindingState::open) ++counts_of(summary, finding).stopped;
  }
}

/// What passed when it could still be judged.
void count_stale(Summary& summary, const Report& report, const SubjectReport& subject) {
  const std::vector<VerdictKind>& verdicts = *subject.verdicts;
  for (std::size_t rule = 0; rule < verdicts.size(); ++rule) {
    if (verdicts[rule] != VerdictKind::pass) continue;
    const Severity severity =
        report.posture.policy ? report.posture.policy->of(*catalogue()[rule]).severity : catalogue()[rule]->severity;
    ++summary.findings[static_cast<std::size_t>(severity)].unknown;
  }
}

}  // namespace

Summary summarize(const Report& report) {
  Summary summary;
  for (const auto& [key, subject] : *report.posture.subjects) {
    if (key.first == SubjectKind::stopped_container) {
      count_stopped(summary, *subject);
      continue;
    }
    if (key.first == SubjectKind::container) ++(subject->unjudged ? summary.unjudged : summary.judged);
    for (const Finding& finding : subject->findings) count(counts_of(summary, finding), finding);
    if (report.is_stale(key.first)) count_stale(summary, report, *subject);
  }
  return summary;
}

}  // namespace plimsoll
