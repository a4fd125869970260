// Files that somebody broke, by accident or not: each is an error that says where.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "lib/snapshot/snapshot_file.hpp"

namespace plimsoll::testing {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;

Json fact(const Json& value) { return {{"value", value}, {"source", "inspect"}}; }

Json effective() {
  const Json process{{"entered", false},
                     {"nested_user_namespace", false},
                     {"uid", 0},
                     {"effective_uid", 0},
                     {"saved_uid", 0},
                     {"gid", 0},
                     {"effective_gid", 0},
                     {"permitted", 1},
                     {"effective", 1},
                     {"bounding", 1},
                     {"ambient", 0},
                     {"seccomp", "filter"},
                     {"no_new_privileges", false},
                     {"label", nullptr}};
  const Json limits{{"memory_bytes", -1},       {"memory_swap_bytes", nullptr}, {"pids", nullptr},
                    {"cpu_quota_us", nullptr},  {"cpu_period_us", nullptr},     {"cpu_weighted", nullptr},
                    {"cpu_restricted", nullptr}};
  return {{"processes", Json::array({process})}, {"root_uid", 0}, {"limits", limits}, {"host_namespaces", {"user"}}};
}

Json& effective_of(Json& j) { return j["containers"][0]["effective"]["value"]; }

Json good() {
  const Json mount{{"type", "bind"}, {"source", "/"},     {"destination", "/host"}, {"volume_name", ""},
                   {"driver", ""},   {"propagation", ""}, {"read_write", true}};
  const Json container{{"id", "aa"},
                       {"name", "web"},
                       {"image", "web:1"},
                       {"image_id", "bb"},
                       {"identity", "web"},
                       {"mounts", fact(Json::array({mount}))},
                       {"memory_bytes", fact(0)},
                       {"effective", fact(effective())}};
  return {{"schema", "plimsoll.snapshot/v1"},
          {"captured_at", "2026-11-22T10:00:00Z"},
          {"host", {{"name", "host"}}},
          {"engine", {{"kind", "docker"}, {"version", "26"}, {"api_version", "1.45"}, {"socket_path", "/s"}}},
          {"gaps", Json::array()},
          {"unread", Json::array()},
          {"volumes", Json::array()},
          {"images", Json::array()},
          {"containers", Json::array({container})}};
}

TEST(BrokenSnapshot, TheGoodOneIsGood) {
  const auto read = read_snapshot(good().dump());
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ((*read->containers[0]->mounts)[0].source, "/");
  EXPECT_EQ((*read->containers[0]->effective)->limits.memory_bytes, kNoLimit);
}

struct Broken {
  const char* name;
  std::function<void(Json&)> change;
  const char* says;
};

const Broken kBroken[] = {
    {"another schema", [](Json& j) { j["schema"] = "plimsoll.snapshot/v9"; },
     "schema: expected \"plimsoll.snapshot/v1\", found"},
    {"no schema", [](Json& j) { j.erase("schema"); }, "schema: expected"},
    {"schema is a number", [](Json& j) { j["schema"] = 1; }, "schema: expected"},
    {"a list", [](Json& j) { j = Json::array({1}); }, "schema: expected"},
    {"text", [](Json& j) { j = "plimsoll.snapshot/v1"; }, "schema: expected"},
    {"no time", [](Json& j) { j.erase("captured_at"); }, "captured_at: is missing"},
    {"a capability set below 0", [](Json& j) { effective_of(j)["processes"][0]["bounding"] = -1; },
     "containers[0].effective.processes[0].bounding: expected a whole number from 0"},
    {"a user beyond those there are", [](Json& j) { effective_of(j)["processes"][0]["uid"] = 1LL << 32; },
     "containers[0].effective.processes[0].uid: expected a whole number from 0 to 4294967295"},
    {"a mode that is none", [](Json& j) { effective_of(j)["processes"][0]["seccomp"] = "on"; },
     "containers[0].effective.processes[0].seccomp: expected one of disabled strict filter not_supported"},
    {"a namespace that is none", [](Json& j) { effective_of(j)["host_namespaces"][0] = "time"; },
     "containers[0].effective.host_namespaces[0]: expected one of"},
    {"processes that are none", [](Json& j) { effective_of(j)["processes"] = 1; },
     "containers[0].effective.processes: expected a list"},
    {"no real day", [](Json& j) { j["captured_at"] = "2026-02-30T10:00:00Z"; }, "captured_at: expected a time"},
    {"time is a number", [](Json& j) { j["captured_at"] = 1; }, "captured_at: expected a time"},
    {"containers are no list", [](Json& j) { j["containers"] = Json::object(); }, "containers: expected a list"},
    {"container is text", [](Json& j) { j["containers"][0] = "web"; }, "containers[0]: expected an object"},
    {"container without name", [](Json& j) { j["containers"][0].erase("name"); }, "containers[0].name: is missing"},
    {"fact is bare", [](Json& j) { j["containers"][0]["memory_bytes"] = 1; },
     "containers[0].memory_bytes: expected an object"},
    {"fact without source", [](Json& j) { j["containers"][0]["memory_bytes"].erase("source"); },
     "containers[0].memory_bytes.source: is missing"},
    {"fact of no value or cause", [](Json& j) { j["containers"][0]["memory_bytes"] = {{"source", "inspect"}}; },
     "memory_bytes.cause: is missing"},
    {"unheard-of cause",
     [](Json& j) { j["containers"][0]["memory_bytes"] = {{"source", "inspect"}, {"cause", "lazy"}}; },
     "memory_bytes.cause: expected one of absent null"},
    {"fraction", [](Json& j) { j["containers"][0]["memory_bytes"] = fact(1.5); },
     "memory_bytes: expected a whole number"},
    {"number too large", [](Json& j) { j["containers"][0]["memory_bytes"] = fact(18446744073709551615ULL); },
     "memory_bytes: expected a whole number"},
    {"number is text", [](Json& j) { j["containers"][0]["memory_bytes"] = fact("1"); },
     "memory_bytes: expected a whole number"},
    {"number is null", [](Json& j) { j["containers"][0]["memory_bytes"] = fact(nullptr); },
     "memory_bytes: expected a whole number"},
    {"mount source is a number", [](Json& j) { j["containers"][0]["mounts"]["value"][0]["source"] = 7; },
     "containers[0].mounts[0].source: expected text"},
    {"mount does not say if it is writable",
     [](Json& j) { j["containers"][0]["mounts"]["value"][0].erase("read_write"); },
     "containers[0].mounts[0].read_write: is missing"},
    {"truth is text", [](Json& j) { j["containers"][0]["mounts"]["value"][0]["read_write"] = "yes"; },
     "read_write: expected true or false"},
    {"unheard-of engine", [](Json& j) { j["engine"]["kind"] = "moby"; }, "engine.kind: expected one of docker podman"},
    {"an identity twice", [](Json& j) { j["containers"].push_back(j["containers"][0]); },
     "two containers claim \"web\""},
    {"no identity", [](Json& j) { j["containers"][0]["identity"] = ""; }, "without an identity"},
    {"a volume twice", [](Json& j) { j["volumes"] = {{{"name", "v"}}, {{"name", "v"}}}; },
     "volumes[1]: \"v\" is there twice"},
};

TEST(BrokenSnapshot, SaysWhereAndWhatWasExpected) {
  for (const Broken& broken : kBroken) {
    SCOPED_TRACE(broken.name);
    Json document = good();
    broken.change(document);
    const auto read = read_snapshot(document.dump());
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().text, HasSubstr(broken.says));
    EXPECT_FALSE(read.error().way_out.empty());
  }
}

TEST(BrokenSnapshot, RefusesWhatIsNoJson) {
  for (const std::string text : {"", "{", "not json", "{\"schema\":\"\xff\"}", "{}{}", "[1,]"}) {
    const auto read = read_snapshot(text);
    ASSERT_FALSE(read) << text;
  }
}

TEST(BrokenSnapshot, RefusesDeepNesting) {
  Json document = good();
  std::string text = document.dump();
  text.insert(1, "\"deep\":" + std::string(100'000, '[') + std::string(100'000, ']') + ",");
  const auto read = read_snapshot(text);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::bad_json);
  EXPECT_THAT(read.error().text, HasSubstr("deeper"));
}

TEST(BrokenSnapshot, RefusesWhatIsTooLarge) {
  const std::string text(kMaxSnapshotBytes + 1, ' ');
  const auto read = read_snapshot(text);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::too_large);
}

TEST(BrokenSnapshot, NoCutFileIsTaken) {
  const std::string text = good().dump();
  for (std::size_t length = 0; length < text.size(); ++length)
    EXPECT_FALSE(read_snapshot(text.substr(0, length))) << length;
}

/// One byte changed anywhere: whatever it is then, it is an error or a snapshot, never a crash.
TEST(BrokenSnapshot, SurvivesAnyChangedByte) {
  const std::string good_text = good().dump();
  std::size_t refused = 0;
  for (std::size_t i = 0; i < good_text.size(); ++i) {
    for (const char byte : {'\0', '"', '[', '}', '9', '-', '\xff'}) {
      std::string text = good_text;
      text[i] = byte;
      refused += read_snapshot(text) ? 0 : 1;
    }
  }
  EXPECT_GT(refused, good_text.size());
}

}  // namespace
}  // namespace plimsoll::testing
