#include "daemon/cli/exit_code.hpp"

#include <algorithm>

namespace plimsoll::cli {
namespace {

bool fails(const Finding& finding, const FailOn& fail_on) {
  if (fail_on.unknown && finding.verdict->kind == VerdictKind::unknown) return true;
  return fail_on.severity && finding.open() && finding.severity >= *fail_on.severity;
}

}  // namespace

ExitCode audit_exit_code(const Report& report, const FailOn& fail_on) {
  for (const auto& [key, subject] : *report.posture.subjects) {
    if (key.first == SubjectKind::stopped_container) continue;
    const auto failing = [&](const Finding& finding) { return fails(finding, fail_on); };
    if (std::ranges::any_of(subject->findings, failing)) return ExitCode::findings;
  }
  return report.posture.complete ? ExitCode::done : ExitCode::no_engine;
}

ExitCode exit_code(const Error& error) {
  return error.kind == ErrorKind::bad_input ? ExitCode::usage : ExitCode::no_engine;
}

}  // namespace plimsoll::cli
