#include "lib/sinks/report/doctor_json.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "plimsoll/version.hpp"
#include "tests/sinks/reports.hpp"

namespace plimsoll::testing {
namespace {

using nlohmann::json;

DoctorInput of_plimsolld() {
  OwnProcess process{.user = {998, "plimsoll"},
                     .groups = {{998, "plimsoll"}, {4242, ""}},
                     .effective = CapabilityMask{1} << 19,
                     .hidden_paths = {},
                     .label = "",
                     .unit = "plimsolld.service"};
  return {.report = std::make_shared<const Report>(audited_report()),
          .surroundings = {.process = std::move(process)},
          .daemon = DaemonState{.started_at = kNoon},
          .now = kNoon};
}

json document_of(const DoctorInput& input, const std::vector<Check>& first = {}) {
  return json::parse(doctor_json(input, first));
}

TEST(DoctorJson, NamesWhoAnswersAndTheProcess) {
  const json document = document_of(of_plimsolld());
  EXPECT_EQ(document["schema"], "plimsoll.doctor/v1");
  EXPECT_EQ(document["version"], version());
  EXPECT_EQ(document["host"], "web-1");
  EXPECT_EQ(document["at"], "2026-11-22T12:00:00Z");
  EXPECT_EQ(document["answered_by"], "plimsolld");
  EXPECT_EQ(document["process"], json::parse(R"({
      "user": {"id": 998, "name": "plimsoll"},
      "groups": [{"id": 998, "name": "plimsoll"}, {"id": 4242, "name": null}],
      "capabilities": ["SYS_PTRACE"],
      "own_user_namespace": false,
      "no_new_privileges": false,
      "unit": "plimsolld.service"})"));
}

TEST(DoctorJson, ACheckHasStateWhatWasSeenAndARemedyOrNull) {
  const json checks = document_of(of_plimsolld())["checks"];
  const auto check = [&](std::string_view id) {
    return *std::ranges::find_if(checks, [&](const json& each) { return each["id"] == id; });
  };
  EXPECT_EQ(check("scrape")["state"], "warning");
  EXPECT_TRUE(check("scrape")["remedy"].is_string());
  EXPECT_EQ(check("unit"), json::parse(R"({"id": "unit", "state": "ok", "seen": "runs as plimsolld.service",
                                           "remedy": null})"));
}

TEST(DoctorJson, ChecksOfACommandComeFirst) {
  DoctorInput input = of_plimsolld();
  input.daemon.reset();
  const json document = document_of(input, {{"daemon", CheckState::fault, "no plimsolld runs", "start it"}});
  EXPECT_EQ(document["answered_by"], "plimsoll");
  EXPECT_EQ(document["checks"][0]["id"], "daemon");
  EXPECT_EQ(document["checks"][1]["id"], "engine");
}

TEST(DoctorJson, TextThatIsNotUtf8StaysADocument) {
  DoctorInput input = of_plimsolld();
  input.surroundings.engine_socket_path = "/run/\xff.sock";
  EXPECT_EQ(document_of(input)["schema"], "plimsoll.doctor/v1");
}

}  // namespace
}  // namespace plimsoll::testing
