#include "daemon/cli/exit_code.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace plimsoll::cli {
namespace {

struct Case {
  const char* name;
  std::function<void(Finding&)> finding;
  bool complete;
  FailOn fail_on;
  ExitCode expected;
};

void is_violation(Finding& finding) { finding.verdict = Verdict{.kind = VerdictKind::violation}; }
void is_unknown(Finding& finding) { finding.verdict = Verdict{.kind = VerdictKind::unknown}; }
void is_waived(Finding& finding) {
  is_violation(finding);
  finding.waiver = std::make_shared<Waiver>();
}

constexpr FailOn kHigh{.severity = Severity::high};
constexpr FailOn kNever{.severity = std::nullopt};

// Each finding is of severity high.
const Case kCases[] = {
    {"below the default", is_violation, true, {}, ExitCode::done},
    {"at the threshold", is_violation, true, kHigh, ExitCode::findings},
    {"above the threshold", is_violation, true, {.severity = Severity::low}, ExitCode::findings},
    {"never", is_violation, true, kNever, ExitCode::done},
    {"waived", is_waived, true, kHigh, ExitCode::done},
    {"unknown", is_unknown, true, kHigh, ExitCode::done},
    {"unknown, asked for", is_unknown, true, {.unknown = true}, ExitCode::findings},
    {"a finding is certain, incomplete or not", is_violation, false, kHigh, ExitCode::findings},
    {"incomplete without findings", is_waived, false, kHigh, ExitCode::no_engine},
    {"incomplete, never", is_violation, false, kNever, ExitCode::no_engine},
};

TEST(AuditExitCode, SaysFindingsFirstThenWhatCouldNotBeRead) {
  for (const Case& c : kCases) {
    auto subject = std::make_shared<SubjectReport>();
    c.finding(subject->findings.emplace_back(Finding{.severity = Severity::high}));
    Report report;
    report.posture.complete = c.complete;
    report.posture.subjects = Subjects{{{SubjectKind::container, "web"}, subject}};
    EXPECT_EQ(audit_exit_code(report, c.fail_on), c.expected) << c.name;
  }
}

TEST(AuditExitCode, WhatDoesNotRunFailsNothing) {
  auto subject = std::make_shared<SubjectReport>();
  is_violation(subject->findings.emplace_back(Finding{.severity = Severity::critical}));
  Report report;
  report.posture.complete = true;
  report.posture.subjects = Subjects{{{SubjectKind::stopped_container, "old"}, subject}};
  EXPECT_EQ(audit_exit_code(report, kHigh), ExitCode::done);
}

TEST(ExitCode, IsUsageForTheUsersMistakesOnly) {
  for (int kind = 0; kind < kErrorKindCount; ++kind) {
    const bool own = static_cast<ErrorKind>(kind) == ErrorKind::bad_input;
    EXPECT_EQ(exit_code({static_cast<ErrorKind>(kind), "", ""}), own ? ExitCode::usage : ExitCode::no_engine);
  }
}

}  // namespace
}  // namespace plimsoll::cli
