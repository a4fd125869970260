#include "daemon/cli/report_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/cli/documents.hpp"

namespace plimsoll::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ShownReport mixed() {
  ShownResult implied = violation(Severity::high, "seccomp-disabled", "worse");
  implied.implied_by = "privileged";
  ShownResult waived = violation(Severity::critical, "docker-socket-mounted", "bad");
  waived.open = false;
  waived.waiver =
      ShownWaiver{.reason = "Until the proxy lands", .owner = "ops", .expires = "2027-03-31", .where = "p.yaml:3"};
  ShownResult unknown = violation(Severity::high, "apparmor-disabled", "bad");
  unknown.verdict = "unknown";
  unknown.open = false;
  unknown.message = "Cannot tell: absent";
  return report_of({violation(Severity::low, "default-bridge", "bad"),
                    violation(Severity::medium, "runs-as-root", "bad"), waived, unknown,
                    violation(Severity::medium, "runs-as-root", "worse"), implied,
                    violation(Severity::critical, "privileged", "worse")});
}

TEST(ReportTable, WorstFirstExplainedUnderItsCauseLowOnesFolded) {
  EXPECT_EQ(
      report_table(mixed(), {.took = std::chrono::milliseconds(1234)}),
      "worse  image:1\n"
      "  critical   privileged                     It is wrong: key\n"
      "    └ high     seccomp-disabled               It is wrong: key\n"
      "  medium     runs-as-root                   It is wrong: key\n"
      "\n"
      "bad  image:1\n"
      "  medium     runs-as-root                   It is wrong: key\n"
      "  low        1 finding, shown with --all\n"
      "  waived     docker-socket-mounted          until 2027-03-31: Until the proxy lands (ops)\n"
      "\n"
      "2 containers: 1 critical, 0 high, 2 medium, 1 low open; 1 waived; 1 unknown (shown with --all); took 1.23 s\n"
      "Next: plimsoll why worse\n");
}

TEST(ReportTable, AllShowsLowAndUnknown) {
  const std::string table = report_table(mixed(), {.all = true});
  EXPECT_THAT(table, HasSubstr("  low        default-bridge "));
  EXPECT_THAT(table, HasSubstr("  unknown    apparmor-disabled              Cannot tell: absent\n"));
  EXPECT_THAT(table, Not(HasSubstr("--all")));
}

TEST(ReportTable, WhatCouldNotBeReadComesFirst) {
  ShownReport report = mixed();
  report.incomplete = {{.subject = container("db"), .cause = "timeout", .message = "no answer within 10 s"}};
  report.summary.unjudged = 1;
  const std::string table = report_table(report, {});
  EXPECT_TRUE(table.starts_with("Could not be read, so not judged:\n  db  timeout: no answer within 10 s\n\n"))
      << table;
  EXPECT_THAT(table, HasSubstr("; 1 not judged;"));
}

TEST(ReportTable, WhatDoesNotRunIsCountedAndShownOnRequest) {
  ShownResult result = violation(Severity::critical, "privileged", "old");
  result.subject.kind = "stopped_container";
  ShownReport report = report_of({result});
  report.summary.findings[static_cast<std::size_t>(Severity::critical)] = {.stopped = 1};
  EXPECT_THAT(report_table(report, {}), Not(HasSubstr("privileged")));
  EXPECT_THAT(report_table(report, {}), HasSubstr("; 1 of stopped containers (shown with --all)\n"));
  EXPECT_TRUE(report_table(report, {.all = true}).starts_with("old (stopped)  image:1\n  critical   privileged "));
}

TEST(ReportTable, HostEngineAndImagesSayWhatTheyAre) {
  ShownResult engine = violation(Severity::high, "insecure-registry", "engine");
  engine.subject = {.kind = "engine", .identity = "engine"};
  ShownResult image = violation(Severity::high, "image-critical-vulnerability", "sha256:1");
  image.subject = {.kind = "image", .identity = "sha256:1", .id = "sha256:1", .name = "web:1", .image = "sha256:1"};
  const std::string table = report_table(report_of({engine, image}), {});
  EXPECT_THAT(table, HasSubstr("engine\n  high"));
  EXPECT_THAT(table, HasSubstr("image web:1\n  high"));
}

TEST(ReportTable, NothingFromOutsideReachesTheTerminalRaw) {
  const std::string hostile = "\x1b]0;owned\x07\x9b\u202e\r\n" + std::string(10'000, 'x');
  ShownResult result = violation(Severity::critical, "privileged", hostile);
  result.message = result.rule = result.subject.image = hostile;
  ShownResult waived = result;
  waived.open = false;
  waived.waiver = ShownWaiver{.reason = hostile, .owner = hostile, .expires = hostile, .where = hostile};
  ShownReport report = report_of({result, waived});
  report.incomplete = {{.subject = container(hostile), .cause = hostile, .message = hostile}};
  const std::string table = report_table(report, {.all = true});
  const auto is_raw = [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c == '\x7f' || c == '\x9b'; };
  EXPECT_EQ(std::ranges::count_if(table, is_raw), 0);
  EXPECT_THAT(table, Not(HasSubstr("\u202e")));
  EXPECT_EQ(std::ranges::count(table, '\n'), 9) << "a line end of theirs would begin a line of ours";
}

TEST(ReportTable, FitsTheTerminal) {
  ShownResult result = violation(Severity::critical, "privileged", "web");
  result.message = std::string(500, 'm');
  const std::string table = report_table(report_of({result}), {.style = {.colour = false, .width = 80}});
  EXPECT_THAT(table, HasSubstr(std::string(35, 'm') + "…\n"));
}

TEST(ReportTable, ColoursOnlyWhereTheyAreWanted) {
  EXPECT_THAT(report_table(mixed(), {.style = {.colour = true}}), HasSubstr("\x1b[1;31mcritical"));
  EXPECT_THAT(report_table(mixed(), {}), Not(HasSubstr("\x1b")));
}

TEST(ReportTable, NothingWrongLeavesTheNumbersOnly) {
  EXPECT_EQ(report_table(report_of({}), {}),
            "2 containers: 0 critical, 0 high, 0 medium, 0 low open; 0 waived; 0 unknown\n");
}

}  // namespace
}  // namespace plimsoll::cli::testing
