#include "lib/sinks/report/summary.hpp"

namespace plimsoll {
namespace {

void count(FindingCounts& counts, const Finding& finding) {
  if (finding.waiver) {
    ++counts.waived;
  } else if (finding.open()) {
    ++(finding.stands_alone() ? counts.open : counts.implied);
  } else if (finding.verdict.kind == VerdictKind::unknown) {
    ++counts.unknown;
  }
}

}  // namespace

Summary summarize(const Report& report) {
  Summary summary;
  for (const auto& [key, subject] : report.subjects) {
    if (key.first == SubjectKind::container) ++(subject->unjudged ? summary.unjudged : summary.judged);
    for (const Finding& finding : subject->findings) {
      count(summary.findings[static_cast<std::size_t>(finding.severity)], finding);
    }
  }
  return summary;
}

}  // namespace plimsoll
