#include "lib/engine/decode/health_probe.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "lib/engine/decode/command_hash.hpp"

namespace plimsoll::engine {
namespace {

using namespace std::chrono_literals;

struct Case {
  const char* what;
  const char* config;
  std::vector<std::string> command;  ///< none: no health check
};

TEST(HealthProbe, IsTheCommandThatTheEngineRuns) {
  const Case kCases[] = {
      {"a program", R"({"Healthcheck":{"Test":["CMD","/probe"]}})", {"/probe"}},
      {"with arguments", R"({"Healthcheck":{"Test":["CMD","/probe","-a","b c"]}})", {"/probe", "-a", "b c"}},
      {"the shell", R"({"Healthcheck":{"Test":["CMD-SHELL","exit 1"]}})", {"/bin/sh", "-c", "exit 1"}},
      {"no list of a shell", R"({"Healthcheck":{"Test":["CMD-SHELL","true"]},"Shell":[]})", {"/bin/sh", "-c", "true"}},
      {"a shell of its own",
       R"({"Healthcheck":{"Test":["CMD-SHELL","true"]},"Shell":["/bin/ash","-eo","pipefail","-c"]})",
       {"/bin/ash", "-eo", "pipefail", "-c", "true"}},
      {"none", R"({})", {}},
      {"null", R"({"Healthcheck":null})", {}},
      {"switched off", R"({"Healthcheck":{"Test":["NONE"]}})", {}},
      {"empty", R"({"Healthcheck":{"Test":[]}})", {}},
      {"no program", R"({"Healthcheck":{"Test":["CMD"]}})", {}},
      {"another word", R"({"Healthcheck":{"Test":["cmd","/probe"]}})", {}},
      {"no texts", R"({"Healthcheck":{"Test":["CMD",7]}})", {}},
      {"no list", R"({"Healthcheck":{"Test":"CMD true"}})", {}},
  };
  for (const auto& [what, config, command] : kCases) {
    const auto probe = health_probe(Json{{"Config", Json::parse(config)}});
    ASSERT_EQ(probe.has_value(), !command.empty()) << what;
    if (!probe) continue;
    const std::vector<std::string> arguments(command.begin() + 1, command.end());
    EXPECT_EQ(probe->command_hash, command_hash(command.front(), arguments)) << what;
  }
}

std::chrono::nanoseconds pause_of(const char* settings, const char* health) {
  Json check = Json::parse(settings);
  check["Test"] = {"CMD", "/probe"};
  const auto probe = health_probe(
      Json{{"Config", {{"Healthcheck", std::move(check)}}}, {"State", {{"Health", {{"Status", health}}}}}});
  return probe ? probe->shortest_pause : 0ns;
}

TEST(HealthProbe, KnowsHowSoonOneMayFollowTheOther) {
  EXPECT_EQ(pause_of("{}", "healthy"), 30s) << "the engine's default";
  EXPECT_EQ(pause_of(R"({"Interval":0})", "healthy"), 30s);
  EXPECT_EQ(pause_of(R"({"Interval":-1})", "healthy"), 30s) << "nonsense";
  EXPECT_EQ(pause_of(R"({"Interval":1000000000})", "healthy"), 1s);
  EXPECT_EQ(pause_of(R"({"Interval":1000000000})", "starting"), 1s) << "no start period";
  EXPECT_EQ(pause_of(R"({"StartPeriod":60000000000})", "starting"), 5s) << "the default while it starts";
  EXPECT_EQ(pause_of(R"({"StartPeriod":60000000000,"StartInterval":2000000000})", "starting"), 2s);
  EXPECT_EQ(pause_of(R"({"StartPeriod":60000000000,"StartInterval":2000000000})", "healthy"), 30s);
  EXPECT_EQ(pause_of(R"({"StartPeriod":60000000000,"Interval":1000000000})", "starting"), 1s) << "shorter than that";
}

}  // namespace
}  // namespace plimsoll::engine
