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
    case FindingState::settled:
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

}  // namespace

Summary summarize(const Report& report) {
  Summary summary;
  for (const auto& [key, subject] : *report.subjects) {
    if (key.first == SubjectKind::stopped_container) {
      count_stopped(summary, *subject);
      continue;
    }
    if (key.first == SubjectKind::container) ++(subject->unjudged ? summary.unjudged : summary.judged);
    for (const Finding& finding : subject->findings) count(counts_of(summary, finding), finding);
  }
  return summary;
}

}  // namespace plimsoll
