#include "lib/sinks/report/status_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "lib/config/policy/parse_policy.hpp"
#include "tests/sinks/reports.hpp"

namespace plimsoll::testing {
namespace {

using Json = nlohmann::json;

std::string text_of(const Report& report, const StatusOptions& options) {
  return whole(StatusJson(std::make_shared<const Report>(report), options));
}

Json status_of(const Report& report, const StatusOptions& options = {.now = kNoon}) {
  return Json::parse(text_of(report, options));
}

TEST(StatusJson, WhatCouldNotBeReadComesBeforeTheRest) {
  Report report = audited_report();
  const auto subject = container("db");
  subject->unjudged = Error{ErrorKind::timeout, "no answer", ""};
  subject->unjudged_since = kNoon - 5min;
  add(report, subject);
  const std::string text = text_of(report, {.now = kNoon});
  EXPECT_LT(text.find("unjudged"), text.find("engine"));
  const Json status = Json::parse(text);
  EXPECT_EQ(status["schema"], "plimsoll.status/v1");
  EXPECT_EQ(status["unjudged"][0]["subject"]["identity"], "db");
  EXPECT_EQ(status["unjudged"][0]["since"], "2026-11-22T11:55:00Z");
  EXPECT_EQ(status["containers"], Json({{"judged", 0}, {"unjudged", 1}, {"stopped", 0}}));
}

TEST(StatusJson, ListsEverySubjectAndEveryListThatCouldNotBeRead) {
  Report report = audited_report();
  const auto subject = container("db");
  subject->unjudged = Error{ErrorKind::timeout, "no answer", ""};
  add(report, subject);
  report.posture.unread_lists = {Error{ErrorKind::timeout, "no volumes", ""},
                                 Error{ErrorKind::timeout, "no images", ""}};
  const Json unjudged = status_of(report)["unjudged"];
  ASSERT_EQ(unjudged.size(), 3U);
  EXPECT_EQ(unjudged[0]["subject"]["identity"], "db");
  EXPECT_EQ(unjudged[1]["message"], "no volumes");
  EXPECT_EQ(unjudged[2]["message"], "no images");
}

struct AgeCase {
  const char* name;
  bool audited;
  double stale_after_seconds;
  std::chrono::seconds age;
  bool stale;
};

TEST(StatusJson, IsStaleOnceTheAuditIsTooOldOrThereIsNone) {
  const AgeCase cases[] = {
      {"starting_up", true, 60, 60s, false},
      {"old", true, 60, 61s, true},
      {"no limit", true, 0, 10'000s, false},
      {"never audited", false, 0, 0s, true},
  };
  for (const AgeCase& c : cases) {
    Report report = audited_report();
    report.posture.audited = c.audited;
    const Json status = status_of(report, {.stale_after_seconds = c.stale_after_seconds, .now = kNoon + c.age});
    EXPECT_EQ(status["stale"], c.stale) << c.name;
    EXPECT_EQ(status["age_seconds"].is_null(), !c.audited) << c.name;
  }
}

TEST(StatusJson, TellsHowOldWhatNoEventToldMayBecome) {
  EXPECT_EQ(status_of(audited_report(), {.reread_within_seconds = 600})["reread_within_seconds"], 600);
}

TEST(StatusJson, ListsOpenCriticalFindingsThatStandAlone) {
  Report report = audited_report();
  Finding waived = open_finding();
  waived.waiver = std::make_shared<Waiver>();
  Finding implied = open_finding();
  implied.verdict = implied_by("host-network", *implied.verdict);
  add(report, container("ci", {open_finding()}));
  add(report, container("high", {open_finding(Severity::high)}));
  add(report, container("implied", {implied}));
  add(report, container("waived", {waived}));
  const Json critical = status_of(report)["critical"];
  ASSERT_EQ(critical.size(), 1U);
  EXPECT_EQ(critical[0]["rule"], "privileged");
  EXPECT_EQ(critical[0]["subject"]["name"], "ci");
  EXPECT_EQ(critical[0]["message"], "Container runs privileged: privileged");
  EXPECT_EQ(critical[0]["first_seen"], "2026-11-22T12:00:00Z");
}

Finding root_equivalent(std::string_view implied_by) {
  Item way = item_named("engine-socket /run/docker.sock");
  way.reason = "has the engine start another";
  way.implied_by = "docker-socket-mounted";
  Verdict verdict = violation(std::move(way));
  verdict.implied_by = implied_by;
  return {.rule = find_rule("root-equivalent"),
          .severity = Severity::critical,
          .verdict = std::move(verdict),
          .first_seen = kNoon};
}

TEST(StatusJson, ListsWhoIsRootAlreadyWhateverExplainsIt) {
  Report report = audited_report();
  Finding accepted = root_equivalent("docker-socket-mounted");
  accepted.waiver = std::make_shared<Waiver>();
  const auto stopped = container("stopped", {root_equivalent("")});
  stopped->subject.kind = SubjectKind::stopped_container;
  add(report, container("accepted", {accepted}));
  add(report, container("ci", {root_equivalent("docker-socket-mounted")}));
  add(report, stopped);
  const Json root = status_of(report)["root_equivalent"];
  ASSERT_EQ(root.size(), 1U);
  EXPECT_EQ(root[0]["subject"]["name"], "ci");
  EXPECT_EQ(root[0]["ways"], Json::array({{{"way", "engine-socket /run/docker.sock"},
                                           {"reason", "has the engine start another"},
                                           {"implied_by", "docker-socket-mounted"}}}));
}

TEST(StatusJson, WhatDoesNotRunIsCountedApart) {
  Report report = audited_report();
  const auto stopped = container("old", {open_finding()});
  stopped->subject.kind = SubjectKind::stopped_container;
  add(report, stopped);
  const Json status = status_of(report);
  EXPECT_EQ(status["containers"]["stopped"], 1);
  EXPECT_EQ(status["findings"]["critical"]["stopped"], 1);
  EXPECT_EQ(status["findings"]["critical"]["open"], 0);
  EXPECT_EQ(status["critical"], Json::array());
}

TEST(StatusJson, SaysThatTheEngineIsGone) {
  Report report = audited_report();
  report.health.engine = {.up = false,
                          .error = Error{ErrorKind::refused, "/s: refused", "start it"},
                          .since = kNoon,
                          .started_at = kNoon - std::chrono::hours(1)};
  const Json engine = status_of(report)["engine"];
  EXPECT_EQ(engine["up"], false);
  EXPECT_EQ(engine["started_at"], "2026-11-22T11:00:00Z");
  EXPECT_EQ(engine["error"], Json({{"reason", "refused"}, {"text", "/s: refused"}, {"way_out", "start it"}}));
  EXPECT_EQ(engine["version"], "29.7.2") << "what was known of it stays";
}

TEST(StatusJson, ListsTheHostFactsThatCannotBeRead) {
  Report report = audited_report();
  report.health.host_unreadable = {
      {.area = HostArea::audit_rules,
       .cause = Cause::unreadable,
       .os_error = {SystemCall::openat2, 38},
       .path = "/etc/audit"},
      {.area = HostArea::engine_files, .cause = Cause::hidden, .path = "stat", .accepted = true}};
  const Json unreadable = status_of(report)["host_unreadable"];
  ASSERT_EQ(unreadable.size(), 2U);
  EXPECT_EQ(unreadable[0], Json({{"area", "audit_rules"},
                                 {"cause", "unreadable"},
                                 {"os_error", {{"call", "openat2"}, {"errno", "ENOSYS"}}},
                                 {"path", "/etc/audit"},
                                 {"accepted", false}}));
  EXPECT_EQ(unreadable[1]["os_error"], nullptr);
  EXPECT_EQ(unreadable[1]["accepted"], true);
}

TEST(StatusJson, ListsWhatIsOffAndWhatWasAccepted) {
  Report report = audited_report();
  const auto policy = parse_policy({{"policy.yaml",
                                     "policy: v1\n"
                                     "rules:\n"
                                     "  privileged: { enabled: false, reason: \"Judged elsewhere\" }\n"}});
  ASSERT_TRUE(policy) << policy.error().message();
  report.posture.policy = std::make_shared<const Policy>(*policy);
  const Json status = status_of(report);
  EXPECT_EQ(status["rules_off"], Json::array({{{"rule", "privileged"}, {"reason", "Judged elsewhere"}}}));
  EXPECT_EQ(status["policy"]["files"], Json::array({"policy.yaml"}));
  EXPECT_EQ(status["policy"]["built_in"], false);
}

TEST(StatusJson, AWaiverIsInForceUntilTheEndOfItsLastDay) {
  Report report = audited_report();
  const auto policy = parse_policy({{"policy.yaml",
                                     "policy: v1\n"
                                     "waivers:\n"
                                     "  - rule: privileged\n"
                                     "    image: docker.io/library/traefik\n"
                                     "    reason: \"Soon gone\"\n"
                                     "    owner: ops\n"
                                     "    expires: 2026-11-22\n"}});
  ASSERT_TRUE(policy) << policy.error().message();
  report.posture.policy = std::make_shared<const Policy>(*policy);
  EXPECT_EQ(status_of(report)["waivers"][0]["expired"], false);
  EXPECT_EQ(status_of(report)["waivers"][0]["expires"], "2026-11-22");
  EXPECT_EQ(status_of(report, {.now = kNoon + 12h})["waivers"][0]["expired"], true);
}

TEST(StatusJson, RepeatsWhatIsWrongWithPlimsollItself) {
  Report report = audited_report();
  report.health.degraded = {"the log lost lines"};
  EXPECT_EQ(status_of(report)["degraded"], Json::array({"the log lost lines"}));
}

TEST(StatusJson, TellsHowManyLogLinesWereLostAndWhy) {
  Report report = audited_report();
  EXPECT_EQ(status_of(report)["log"], Json({{"lines_dropped", 0}, {"write_failures", 0}, {"last_error", nullptr}}));
  report.health.log_losses = {.dropped = 3, .write_failures = 4, .error = "No space left on device"};
  EXPECT_EQ(status_of(report)["log"],
            Json({{"lines_dropped", 3}, {"write_failures", 4}, {"last_error", "No space left on device"}}));
}

}  // namespace
}  // namespace plimsoll::testing
