#include "lib/sinks/report/exec_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/sinks/reports.hpp"

namespace plimsoll::testing {
namespace {

using Json = nlohmann::json;

const std::string kId = "3f2c" + std::string(60, 'a');

ExecRecord session() {
  ExecRecord record;
  record.container = {.kind = SubjectKind::container, .identity = "web", .id = kId, .name = "web~1", .image = "web:1"};
  record.id = std::string(64, 'e');
  record.first_seen = kNoon;
  record.program = "sh";
  record.arguments = 2;
  record.root = true;
  return record;
}

Json document_of(const ExecRecord& record, const std::string& container = "") {
  Report report = audited_report();
  report.exec_history = ExecHistory{std::make_shared<const ExecRecord>(record)};
  return Json::parse(exec_json(report, container));
}

TEST(ExecJson, TellsWhatIsKnown) {
  ExecRecord record = session();
  record.ended = kNoon + 5min;
  record.tty = record.privileged = true;
  record.credentials.emplace();
  record.credentials->effective = 1;
  record.credentials->seccomp = SeccompMode::filter;
  const Json document = document_of(record);
  EXPECT_EQ(document["schema"], "plimsoll.exec/v1");
  const Json& told = document["sessions"].at(0);
  EXPECT_EQ(told["container"]["identity"], "web");
  EXPECT_EQ(told["id"], record.id);
  EXPECT_EQ(told["first_seen"], "2026-11-22T12:00:00Z");
  EXPECT_EQ(told["ended"], "2026-11-22T12:05:00Z");
  EXPECT_EQ(told["lost"], nullptr);
  const Json& details = told["details"];
  EXPECT_EQ(details["privileged"], true);
  EXPECT_EQ(details["root"], true);
  EXPECT_EQ(details["tty"], true);
  EXPECT_EQ(details["user"], nullptr) << "the container's own";
  EXPECT_EQ(details["program"], "sh");
  EXPECT_EQ(details["arguments"], 2);
  EXPECT_EQ(details["argument_text"], nullptr);
  EXPECT_EQ(details["credentials"]["effective_capabilities"], Json({"CHOWN"}));
  EXPECT_EQ(details["credentials"]["seccomp"], "filter");
}

TEST(ExecJson, TellsWhatIsNotKnown) {
  ExecRecord unsure = session();
  unsure.root.reset();
  const Json details = document_of(unsure)["sessions"].at(0)["details"];
  EXPECT_EQ(details["root"], nullptr);
  EXPECT_EQ(details["credentials"], nullptr);

  ExecRecord lost = session();
  lost.id.clear();
  lost.lost = ExecLoss::too_many;
  lost.sessions = 7;
  const Json told = document_of(lost)["sessions"].at(0);
  EXPECT_EQ(told["lost"], "too_many");
  EXPECT_EQ(told["sessions"], 7);
  EXPECT_EQ(told["id"], nullptr);
  EXPECT_EQ(told["ended"], nullptr);
  EXPECT_EQ(told["details"], nullptr) << "and not no";
}

TEST(ExecJson, TakesOneContainersOnly) {
  for (const std::string& one : {std::string("web"), std::string("web~1"), kId, kId.substr(0, 12)}) {
    EXPECT_EQ(document_of(session(), one)["sessions"].size(), 1) << one;
  }
  for (const std::string& other : {std::string("we"), kId.substr(0, 11), std::string("web:1")}) {
    EXPECT_EQ(document_of(session(), other)["sessions"].size(), 0) << other;
  }
}

TEST(ExecJson, HostileTextStaysText) {
  ExecRecord record = session();
  record.program = "\xff\"\n";
  EXPECT_EQ(document_of(record)["sessions"].at(0)["details"]["program"], "\uFFFD\"\n");
}

}  // namespace
}  // namespace plimsoll::testing
