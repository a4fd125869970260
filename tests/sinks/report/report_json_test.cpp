#include "lib/sinks/report/report_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/sinks/reports.hpp"

namespace plimsoll::testing {
namespace {

using Json = nlohmann::json;

std::string text_of(const Report& report, const ReportFilter& filter = {}) {
  return whole(ReportJson(std::make_shared<const Report>(report), filter));
}

Json document_of(const Report& report, const ReportFilter& filter = {}) { return Json::parse(text_of(report, filter)); }

/// The result of `rule`; null if there is none.
Json result_of(const Json& document, std::string_view rule) {
  for (const Json& result : document["results"]) {
    if (result["rule"] == rule) return result;
  }
  return nullptr;
}

Finding unknown_finding() {
  Finding finding = open_finding();
  finding.verdict = unknown(Cause::absent, Source::inspect, "HostConfig.Privileged");
  finding.first_seen = {};
  return finding;
}

TEST(ReportJson, HeadTellsWhatWasAuditedAndHow) {
  const Json document = document_of(audited_report());
  EXPECT_EQ(document["schema"], "plimsoll.report/v1");
  EXPECT_EQ(document["host"], "web-1");
  EXPECT_EQ(document["engine"]["kind"], "docker");
  EXPECT_EQ(document["engine"]["version"], "29.7.2");
  EXPECT_EQ(document["engine"]["api_version"], "1.51");
  EXPECT_EQ(document["engine"]["up"], true);
  EXPECT_EQ(document["engine"]["error"], nullptr);
  EXPECT_EQ(document["policy"]["sha256"], Policy::built_in().sha256());
  EXPECT_EQ(document["complete"], true);
  EXPECT_EQ(document["incomplete"], Json::array());
  EXPECT_EQ(document["generated_at"], "2026-11-22T12:00:00Z");
  EXPECT_EQ(document["results"], Json::array());
}

TEST(ReportJson, IsADocumentBeforeTheFirstAudit) {
  const Json document = document_of(Report());
  EXPECT_EQ(document["complete"], false);
  EXPECT_EQ(document["engine"]["version"], nullptr);
  EXPECT_EQ(document["audited_at"], nullptr);
  EXPECT_EQ(document["policy"], nullptr);
}

TEST(ReportJson, AViolationHasItsEvidence) {
  Report report = audited_report();
  add(report, container("ci", {open_finding()}));
  const Json result = result_of(document_of(report), "privileged");
  EXPECT_EQ(result["severity"], "critical");
  EXPECT_EQ(result["verdict"], "violation");
  EXPECT_EQ(result["open"], true);
  EXPECT_EQ(result["waived"], false);
  EXPECT_EQ(result["implied_by"], nullptr);
  EXPECT_EQ(result["cause"], nullptr);
  EXPECT_EQ(result["subject"],
            Json({{"kind", "container"}, {"identity", "ci"}, {"id", "3f2cci"}, {"name", "ci"}, {"image", "runner:2"}}));
  EXPECT_EQ(result["cis"], Json::array({{{"benchmark", "1.6.0"}, {"id", "5.5"}}}));
  EXPECT_EQ(result["items"][0]["key"], "privileged");
  EXPECT_EQ(result["items"][0]["evidence"],
            Json({{"source", "inspect"}, {"path", "HostConfig.Privileged"}, {"seen", "true"}, {"wanted", "false"}}));
  EXPECT_EQ(result["message"], "Container runs privileged: privileged");
  EXPECT_EQ(result["first_seen"], "2026-11-22T12:00:00Z");
  EXPECT_EQ(result["remediation"], privileged().remediation);
}

TEST(ReportJson, AViolationSaysWhatToChange) {
  Report report = audited_report();
  auto subject = container("ci", {open_finding()});
  subject->facts = std::make_shared<ContainerFacts>();
  add(report, subject);
  const Json fix = result_of(document_of(report), "privileged")["fix"];
  EXPECT_EQ(fix, Json::array({{{"action", "remove"}, {"flag", "--privileged"}, {"compose", "privileged: true"}}}));
}

TEST(ReportJson, PassesAreThereAndWhatIsOffIsNot) {
  Report report = audited_report();
  const auto subject = container("web");
  std::vector<VerdictKind> verdicts = *subject->verdicts;
  verdicts.back() = VerdictKind::off;
  subject->verdicts = std::move(verdicts);
  add(report, subject);
  const Json document = document_of(report);
  EXPECT_EQ(document["results"].size(), catalogue().size() - 1);
  const Json result = result_of(document, "privileged");
  EXPECT_EQ(result["verdict"], "pass");
  EXPECT_EQ(result["open"], false);
  EXPECT_EQ(result["items"], Json::array());
  EXPECT_EQ(result["first_seen"], nullptr);
  EXPECT_EQ(result["subject"]["name"], "web");
}

TEST(ReportJson, AWaivedOneSaysWhoAcceptedItAndUntilWhen) {
  Report report = audited_report();
  Finding finding = open_finding();
  finding.waiver = std::make_shared<Waiver>(Waiver{
      .reason = "Soon gone", .owner = "ops", .expires = std::chrono::year(2027) / 3 / 31, .where = "policy.yaml:7"});
  add(report, container("ci", {finding}));
  const Json result = result_of(document_of(report), "privileged");
  EXPECT_EQ(result["open"], false);
  EXPECT_EQ(result["waived"], true);
  EXPECT_EQ(result["waiver"],
            Json({{"reason", "Soon gone"}, {"owner", "ops"}, {"expires", "2027-03-31"}, {"where", "policy.yaml:7"}}));
}

TEST(ReportJson, AnUnknownSaysWhyAndStaysOpenIfItWasAViolation) {
  Report report = audited_report();
  Finding was_violation = unknown_finding();
  was_violation.last_violation = open_finding().verdict;
  add(report, container("new", {unknown_finding()}));
  add(report, container("old", {was_violation}));
  const Json fresh = result_of(document_of(report, {.subject = "new"}), "privileged");
  EXPECT_EQ(fresh["verdict"], "unknown");
  EXPECT_EQ(fresh["cause"], "absent");
  EXPECT_EQ(fresh["message"], "Cannot tell: absent of HostConfig.Privileged");
  EXPECT_EQ(fresh["open"], false);
  const Json kept = result_of(document_of(report, {.subject = "old"}), "privileged");
  EXPECT_EQ(kept["verdict"], "unknown");
  EXPECT_EQ(kept["open"], true);
  EXPECT_EQ(kept["last_violation"][0]["key"], "privileged");
}

TEST(ReportJson, AnUnknownNamesTheSystemCallThatFailed) {
  Report report = audited_report();
  Finding finding = unknown_finding();
  finding.verdict = unknown(Cause::unreadable, Source::host, "stat", {SystemCall::openat2, 38});
  add(report, container("new", {finding}));
  const Json result = result_of(document_of(report), "privileged");
  EXPECT_EQ(result["cause"], "unreadable");
  EXPECT_EQ(result["os_error"], Json({{"call", "openat2"}, {"errno", "ENOSYS"}}));
  EXPECT_EQ(result["items"][0]["evidence"]["seen"], "unreadable (openat2: ENOSYS)");
  EXPECT_EQ(result["message"], "Cannot tell: unreadable (openat2: ENOSYS) of stat");
}

TEST(ReportJson, WhatCouldNotBeReadIsIncompleteAndNothingOfItPasses) {
  Report report = audited_report();
  report.posture.complete = false;
  report.posture.unread_lists = {{ErrorKind::http_status, "/volumes: HTTP 500", ""}};
  const auto subject = container("db", {open_finding()});
  subject->unjudged = Error{ErrorKind::timeout, "no answer", "wait"};
  add(report, subject);
  const Json document = document_of(report);
  ASSERT_EQ(document["incomplete"].size(), 2U);
  EXPECT_EQ(document["incomplete"][0]["subject"]["identity"], "db");
  EXPECT_EQ(document["incomplete"][0]["cause"], "timeout");
  EXPECT_EQ(document["incomplete"][0]["message"], "no answer; wait");
  EXPECT_EQ(document["incomplete"][1]["subject"]["kind"], "engine");
  EXPECT_EQ(document["incomplete"][1]["cause"], "http_status");
  ASSERT_EQ(document["results"].size(), 1U);
  EXPECT_EQ(document["results"][0]["last_known"], true);
}

TEST(ReportJson, WhatIsTooOldToBeBelievedIsUnknownIfItPassedAndStandsIfItDidNot) {
  Report report = audited_report();
  add(report, container("bad", {open_finding()}));
  report.health.freshness.set(Feed::lists, FeedState::stale, kNoon);
  const Json document = document_of(report);
  EXPECT_EQ(document["freshness"]["lists"]["state"], "stale");
  EXPECT_FALSE(document["freshness"].contains("events")) << "nobody listens";
  const Json violation = result_of(document, "privileged");
  EXPECT_EQ(violation["verdict"], "violation");
  EXPECT_EQ(violation["stale"], true);
  const Json passed = result_of(document, "host-network");
  EXPECT_EQ(passed["verdict"], "unknown");
  EXPECT_EQ(passed["cause"], "stale");
  EXPECT_EQ(document["summary"]["findings"]["critical"]["open"], 1);
}

TEST(ReportJson, CountsEachFindingOnce) {
  Report report = audited_report();
  Finding implied = open_finding(Severity::high);
  implied.verdict = implied_by("privileged", *implied.verdict);
  Finding waived = open_finding(Severity::low);
  waived.waiver = std::make_shared<Waiver>();
  add(report, container("a", {open_finding()}));
  add(report, container("b", {implied}));
  add(report, container("c", {waived}));
  add(report, container("d", {unknown_finding()}));
  const Json summary = document_of(report)["summary"];
  EXPECT_EQ(summary["containers"], Json({{"judged", 4}, {"unjudged", 0}, {"stopped", 0}}));
  EXPECT_EQ(summary["findings"]["critical"],
            Json({{"open", 1}, {"implied", 0}, {"waived", 0}, {"unknown", 1}, {"stopped", 0}}));
  EXPECT_EQ(summary["findings"]["high"],
            Json({{"open", 0}, {"implied", 1}, {"waived", 0}, {"unknown", 0}, {"stopped", 0}}));
  EXPECT_EQ(summary["findings"]["low"],
            Json({{"open", 0}, {"implied", 0}, {"waived", 1}, {"unknown", 0}, {"stopped", 0}}));
}

struct FilterCase {
  const char* name;
  ReportFilter filter;
  std::size_t results;
};

TEST(ReportJson, Filters) {
  Report report = audited_report();
  const auto ci = container("ci", {open_finding()});
  ci->subject.id = "0123456789abcdef";
  add(report, ci);
  add(report, container("web", {unknown_finding()}));
  const std::size_t all = catalogue().size();
  const FilterCase cases[] = {
      {"everything", {}, 2 * all},
      {"by identity", {.subject = "ci"}, all},
      {"by short id", {.subject = "0123456789ab"}, all},
      {"by too short an id", {.subject = "0123"}, 0},
      {"by nobody's name", {.subject = "c"}, 0},
      {"by rule", {.rule = "privileged"}, 2},
      {"by subject and rule", {.subject = "ci", .rule = "privileged"}, 1},
      {"by no rule", {.rule = "none"}, 0},
      {"by verdict", {.verdict = VerdictKind::unknown}, 1},
      {"passes", {.verdict = VerdictKind::pass}, 2 * all - 2},
      {"violations", {.only_violations = true}, 1},
  };
  for (const FilterCase& c : cases) {
    const Json document = document_of(report, c.filter);
    EXPECT_EQ(document["results"].size(), c.results) << c.name;
    EXPECT_EQ(document["summary"]["containers"]["judged"], 2) << c.name;
  }
}

TEST(ReportJson, IsWrittenASubjectAtATime) {
  Report report = audited_report();
  for (int i = 0; i < 50; ++i) add(report, container("c" + std::to_string(i)));
  ReportJson json(std::make_shared<const Report>(report), {});
  std::size_t pieces = 0;
  std::size_t whole = 0;
  std::size_t largest = 0;
  for (std::string piece; json.next(piece); piece.clear()) {
    ++pieces;
    whole += piece.size();
    largest = std::max(largest, piece.size());
  }
  EXPECT_EQ(pieces, 52U);
  EXPECT_LT(largest, whole / 10);
}

TEST(ReportJson, HostileTextStaysText) {
  Report report = audited_report();
  const std::string hostile = "\"}],\xff\x1b[31m\\" + std::string("\0", 1);
  Finding finding = open_finding();
  Verdict verdict = *finding.verdict;
  verdict.items[0].evidence.seen = hostile;
  finding.verdict = std::move(verdict);
  const auto subject = container("bad", {finding});
  subject->subject.image = hostile;
  add(report, subject);
  const Json result = result_of(document_of(report), "privileged");
  const std::string kept = "\"}],\ufffd\x1b[31m\\" + std::string("\0", 1);
  EXPECT_EQ(result["items"][0]["evidence"]["seen"], kept);
  EXPECT_EQ(result["subject"]["image"], kept);
}

}  // namespace
}  // namespace plimsoll::testing
