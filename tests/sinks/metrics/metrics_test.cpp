#include "lib/sinks/metrics/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "lib/config/policy/parse_policy.hpp"
#include "lib/sinks/metrics/label_value.hpp"
#include "tests/sinks/reports.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> lines_of(const std::string& page) {
  std::vector<std::string> lines;
  std::istringstream stream(page);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> samples(const std::string& page, const std::string& start) {
  std::vector<std::string> found;
  for (const std::string& line : lines_of(page)) {
    if (line.starts_with(start)) found.push_back(line);
  }
  return found;
}

std::vector<std::string> samples(const Report& report, const std::string& start, const MetricsOptions& options = {}) {
  return samples(render_metrics(report, options), start);
}

int promtool(const std::string& page) {
  const std::string file = ::testing::TempDir() + "/page.prom";
  std::ofstream(file) << page;
  return std::system(("promtool check metrics < " + file).c_str());  // NOLINT(concurrency-mt-unsafe)
}

/// Without what grows with the catalogue or changes with the version.
std::string stable_part(const std::string& page) {
  std::string kept;
  for (const std::string& line : lines_of(page)) {
    if (line.starts_with("plimsoll_build_info{")) continue;
    if (line.find("rule=\"") == std::string::npos || line.find("rule=\"privileged\"") != std::string::npos) {
      kept += line + "\n";
    }
  }
  return kept;
}

std::string file_text(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return std::move(text).str();
}

TEST(Metrics, PageIsTheGoldenOne) {
  Report report = audited_report();
  add(report, container("ci-runner", {open_finding()}));
  add(report, container("web"));
  const auto unread = container("unread");
  unread->unjudged = Error{ErrorKind::timeout, "no answer", ""};
  add(report, unread);
  report.posture.complete = false;
  report.health.host_unreadable = {{.area = HostArea::engine_files,
                                    .cause = Cause::unreadable,
                                    .os_error = {SystemCall::openat2, 38},
                                    .path = "stat"}};
  const std::string page = render_metrics(report, {.stale_after_seconds = 180});
  EXPECT_EQ(stable_part(page), file_text(PLIMSOLL_TESTS_DIR "/metrics/golden.prom"));
}

TEST(Metrics, CountersThatAnAlertReadsExistBeforeTheFirstAudit) {
  const std::string page = render_metrics(Report(), {});
  EXPECT_THAT(page, HasSubstr("plimsoll_log_write_failures_total 0\n"));
  EXPECT_THAT(page, HasSubstr("plimsoll_queue_dropped_total{sink=\"log\"} 0\n"));
}

TEST(Metrics, CountsLostLogLinesByTheirReason) {
  Report report = audited_report();
  report.health.log_losses = {.dropped = 3, .write_failures = 4};
  const std::string page = render_metrics(report, {});
  EXPECT_THAT(page, HasSubstr("plimsoll_log_write_failures_total 4\n"));
  EXPECT_THAT(page, HasSubstr("plimsoll_queue_dropped_total{sink=\"log\"} 3\n"));
}

TEST(Metrics, NothingLooksCleanBeforeTheFirstAudit) {
  const std::string page = render_metrics(Report(), {});
  EXPECT_THAT(page, HasSubstr("plimsoll_engine_up 0\n"));
  for (const char* family : {"plimsoll_findings{", "plimsoll_containers{", "plimsoll_last_reconcile",
                             "plimsoll_audit_complete", "plimsoll_open_finding"}) {
    EXPECT_THAT(samples(page, family), IsEmpty());
  }
  EXPECT_THAT(page, HasSubstr("plimsoll_source_state{source=\"lists\",state=\"down\"} 1\n"));
}

TEST(Metrics, WhatPassedBeforeTheEngineWasLostIsUnknownOnceItIsStale) {
  Report report = audited_report();
  add(report, container("web"));
  add(report, container("ci-runner", {open_finding()}));
  const auto privileged = [&] { return samples(render_metrics(report, {}), "plimsoll_findings{rule=\"privileged\""); };
  EXPECT_THAT(privileged(), Contains(HasSubstr("status=\"unknown\"} 0")));
  report.health.freshness.set(Feed::lists, FeedState::stale, kNoon);
  EXPECT_THAT(privileged(),
              AllOf(Contains(HasSubstr("status=\"unknown\"} 1")), Contains(HasSubstr("status=\"open\"} 1"))));
  EXPECT_EQ(samples(render_metrics(report, {}), "plimsoll_open_finding{").size(), 1U) << "the series went";
}

TEST(Metrics, CountsEventsAndHowLongTheyTook) {
  Report report;
  report.health.events = 7;
  report.health.event_gaps = 2;
  report.health.containers_missed = 1;
  for (const double seconds : {0.004, 0.2, -1.0, 1e9})
    report.health.detections.observe(std::chrono::duration<double>(seconds));
  const std::string page = render_metrics(report, {});
  for (const char* line :
       {"plimsoll_events_total 7\n", "plimsoll_event_gaps_total 2\n", "plimsoll_containers_missed_total 1\n",
        "plimsoll_detection_seconds_bucket{le=\"0.0025\"} 0\n", "plimsoll_detection_seconds_bucket{le=\"0.005\"} 1\n",
        "plimsoll_detection_seconds_bucket{le=\"0.25\"} 2\n", "plimsoll_detection_seconds_bucket{le=\"+Inf\"} 2\n",
        "plimsoll_detection_seconds_count 2\n"}) {
    EXPECT_THAT(page, HasSubstr(line));
  }
}

TEST(Metrics, CountsExecSessionsFromZero) {
  Report report;
  EXPECT_EQ(samples(render_metrics(report, {}), "plimsoll_exec_sessions_total{").size(), 9U);
  ExecRecord session;
  session.root = true;
  report.health.exec_counts.add(session);
  session.lost = ExecLoss::gone;
  session.root.reset();
  for (int i = 0; i < 2; ++i) report.health.exec_counts.add(session);
  const std::string page = render_metrics(report, {});
  EXPECT_THAT(page, HasSubstr("plimsoll_exec_sessions_total{privileged=\"false\",root=\"true\"} 1\n"));
  EXPECT_THAT(page, HasSubstr("plimsoll_exec_sessions_total{privileged=\"unknown\",root=\"unknown\"} 2\n"));
  EXPECT_THAT(page, HasSubstr("plimsoll_exec_sessions_total{privileged=\"true\",root=\"false\"} 0\n"));
}

TEST(Metrics, EveryRuleHasItsZerosAfterAnAudit) {
  const std::string page = render_metrics(audited_report(), {});
  EXPECT_EQ(samples(page, "plimsoll_findings{").size(), 5 * catalogue().size());
  EXPECT_THAT(samples(page, "plimsoll_open_finding{"), IsEmpty());
}

TEST(Metrics, ALostEngineKeepsTheLastFindings) {
  Report report = audited_report();
  add(report, container("ci-runner", {open_finding()}));
  report.health.engine = {.up = false, .error = Error{ErrorKind::refused, "no", ""}, .since = kNoon};
  const std::string page = render_metrics(report, {});
  EXPECT_THAT(page, HasSubstr("plimsoll_engine_up 0\n"));
  EXPECT_EQ(samples(page, "plimsoll_open_finding{").size(), 1U);
}

TEST(Metrics, WaivedUnknownAndImpliedFindingsHaveNoSeries) {
  Finding waived = open_finding();
  waived.waiver = std::make_shared<const Waiver>();
  Finding unknown_one = open_finding();
  unknown_one.verdict = unknown(Cause::absent, Source::inspect, "HostConfig.Privileged");
  Finding implied = open_finding();
  implied.verdict = implied_by("privileged", *implied.verdict);
  Report report = audited_report();
  add(report, container("a", {waived}));
  add(report, container("b", {unknown_one}));
  add(report, container("c", {implied}));

  const std::string page = render_metrics(report, {});
  EXPECT_THAT(samples(page, "plimsoll_open_finding{"), IsEmpty());
  EXPECT_THAT(samples(page, "plimsoll_findings{rule=\"privileged\""),
              ElementsAre(HasSubstr("status=\"open\"} 0"), HasSubstr("status=\"waived\"} 1"),
                          HasSubstr("status=\"unknown\"} 1"), HasSubstr("status=\"stopped\"} 0"),
                          HasSubstr("status=\"off\"} 0")));
}

TEST(Metrics, AViolationThatCanNoLongerBeJudgedStaysOpen) {
  Finding finding = open_finding();
  finding.last_violation = finding.verdict;
  finding.verdict = unknown(Cause::absent, Source::inspect, "HostConfig.Privileged");
  Report report = audited_report();
  add(report, container("ci-runner", {finding}));
  EXPECT_EQ(samples(report, "plimsoll_open_finding{").size(), 1U);
  EXPECT_THAT(samples(report, "plimsoll_findings{rule=\"privileged\""), Contains(HasSubstr("status=\"open\"} 1")));
}

TEST(Metrics, ARuleThatIsOffIsCounted) {
  Report report = audited_report();
  const auto policy =
      parse_policy({{"policy.yaml", "policy: v1\nrules:\n  privileged: { enabled: false, reason: \"a test\" }\n"}});
  report.posture.policy = std::make_shared<const Policy>(policy.value());
  EXPECT_THAT(samples(report, "plimsoll_findings{rule=\"privileged\""), Contains(HasSubstr("status=\"off\"} 1")));
}

TEST(Metrics, SeriesBeginAtTheSeverityAskedFor) {
  Report report = audited_report();
  add(report, container("a", {open_finding(Severity::medium)}));
  add(report, container("b", {open_finding(Severity::high)}));
  EXPECT_THAT(samples(report, "plimsoll_open_finding{"), ElementsAre(HasSubstr("subject=\"b\"")));
  EXPECT_EQ(samples(report, "plimsoll_open_finding{", {.min_severity = Severity::medium}).size(), 2U);
}

TEST(Metrics, RoomGoesToTheSevereThenToTheOld) {
  Report report = audited_report();
  add(report, container("a-high", {open_finding(Severity::high, kNoon - 3h)}));
  add(report, container("b-young", {open_finding(Severity::critical, kNoon)}));
  add(report, container("c-old", {open_finding(Severity::critical, kNoon - 2h)}));
  const std::string page = render_metrics(report, {.max_series = 1});
  EXPECT_THAT(samples(page, "plimsoll_open_finding{"), ElementsAre(HasSubstr("subject=\"c-old\"")));
  EXPECT_THAT(samples(page, "plimsoll_subject_info{"), ElementsAre(HasSubstr("subject=\"c-old\"")));
  EXPECT_THAT(samples(page, "plimsoll_series_dropped{"),
              ElementsAre(HasSubstr("\"critical\"} 1"), HasSubstr("\"high\"} 1"), HasSubstr("\"medium\"} 0"),
                          HasSubstr("\"low\"} 0")));
}

TEST(Metrics, FailuresStartAtZeroForEachReason) {
  const auto failures = samples(audited_report(), "plimsoll_engine_request_failures_total{");
  EXPECT_EQ(failures.size(), static_cast<std::size_t>(kErrorKindCount));
  EXPECT_THAT(failures, AllOf(Contains(HasSubstr("reason=\"timeout\"} 1")), Contains(HasSubstr("reason=\"io\"} 0"))));
}

TEST(Metrics, PromtoolFindsNothingWrongWhateverNamesSay) {
  Report report = audited_report();
  const std::string long_name(10'000, 'x');
  for (const std::string& name :
       {std::string("plain"), std::string("quote\"back\\slash\nline"), std::string("\x1b[2J\x01\r\0\x7f", 8),
        std::string("bad \xff\xc3("), std::string("bad \xfe\xc3("), long_name + "1", long_name + "2",
        std::string("}") + " 1\n# TYPE x counter", std::string()}) {
    const auto subject = container(name, {open_finding()});
    subject->subject.image = name;
    subject->subject.id = name;
    add(report, subject);
  }
  const std::string page = render_metrics(report, {});
  EXPECT_EQ(promtool(page), 0);
  EXPECT_EQ(samples(page, "plimsoll_open_finding{").size(), report.posture.subjects->size());
  const std::vector<std::string> lines = lines_of(page);
  EXPECT_EQ(std::set<std::string>(lines.begin(), lines.end()).size(), lines.size()) << "a series is there twice";
}

TEST(Metrics, PromtoolFindsNothingWrongBeforeTheFirstAudit) { EXPECT_EQ(promtool(render_metrics(Report(), {})), 0); }

TEST(LabelValue, KeepsWhatFits) {
  EXPECT_EQ(label_value("traefik"), "traefik");
  EXPECT_EQ(label_value("naïve\n\"quoted\""), "naïve\n\"quoted\"");
}

TEST(LabelValue, ShortensOnACharacterAndKeepsTwoNamesTwo) {
  std::string name;
  while (name.size() < 10'000) name += "ä";
  const std::string shortened = label_value("x" + name);
  EXPECT_LE(shortened.size(), 256U);
  EXPECT_THAT(shortened, Not(HasSubstr("\xef\xbf\xbd"))) << "a character is split";
  EXPECT_NE(shortened, label_value("x" + name + "1"));
  EXPECT_NE(label_value(shortened), shortened) << "another name can be spelt like a shortened one";
}

TEST(LabelValue, ReplacesWhatIsNotUtf8) {
  EXPECT_THAT(label_value("a\xff"), ::testing::StartsWith("a\xef\xbf\xbd~"));
  EXPECT_NE(label_value("a\xff"), label_value("a\xfe"));
}

TEST(Metrics, WhatDoesNotRunIsCountedAndHasNoSeries) {
  Report report = audited_report();
  const auto stopped = container("old", {open_finding()});
  stopped->subject.kind = SubjectKind::stopped_container;
  add(report, stopped);
  EXPECT_THAT(samples(report, "plimsoll_open_finding{"), IsEmpty());
  EXPECT_THAT(samples(report, "plimsoll_subject_info{"), IsEmpty());
  EXPECT_THAT(samples(report, "plimsoll_containers{state=\"stopped\"}"),
              ElementsAre("plimsoll_containers{state=\"stopped\"} 1"));
  EXPECT_THAT(samples(report, "plimsoll_findings{rule=\"privileged\",severity=\"critical\",status=\"stopped\"}"),
              ElementsAre("plimsoll_findings{rule=\"privileged\",severity=\"critical\",status=\"stopped\"} 1"));
  EXPECT_THAT(samples(report, "plimsoll_findings{rule=\"privileged\",severity=\"critical\",status=\"open\"}"),
              ElementsAre("plimsoll_findings{rule=\"privileged\",severity=\"critical\",status=\"open\"} 0"));
}

}  // namespace
}  // namespace plimsoll::testing
