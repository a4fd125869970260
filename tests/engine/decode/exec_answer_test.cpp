#include "lib/engine/decode/exec_answer.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "lib/engine/decode/command_hash.hpp"
#include "plimsoll/result.hpp"
#include "tests/engine/simulated_engine.hpp"

namespace plimsoll::engine {
namespace {

using nlohmann::json;

const std::string kContainer(64, 'a');

/// As Docker answers.
json answered() {
  return {
      {"ID", std::string(64, 'e')},
      {"Running", true},
      {"ExitCode", nullptr},
      {"ProcessConfig",
       {{"tty", true}, {"entrypoint", "/bin/sh"}, {"arguments", {"-c", "true"}}, {"privileged", true}, {"user", "7"}}},
      {"OpenStdin", true},
      {"ContainerID", kContainer},
      {"Pid", 77}};
}

json with(json answer, const char* pointer, json value) {
  answer[json::json_pointer(pointer)] = std::move(value);
  return answer;
}

Result<ExecAnswer> decoded(const json& answer, bool with_arguments = false) {
  return decode_exec_answer(answer.dump(-1, ' ', false, json::error_handler_t::replace), "/exec/x/json",
                            with_arguments);
}

TEST(ExecAnswer, HasWhatIsTold) {
  const auto answer = decoded(answered());
  ASSERT_TRUE(answer) << answer.error().message();
  EXPECT_EQ(answer->container, kContainer);
  EXPECT_TRUE(answer->running);
  EXPECT_EQ(answer->pid, 77);
  EXPECT_TRUE(answer->privileged);
  EXPECT_TRUE(answer->tty);
  EXPECT_TRUE(answer->input);
  EXPECT_EQ(answer->user, "7");
  EXPECT_EQ(answer->program, "sh");
  EXPECT_EQ(answer->arguments, 2);
  EXPECT_EQ(answer->argument_text, "");
  const std::vector<std::string> arguments = {"-c", "true"};
  EXPECT_EQ(answer->command_hash, command_hash("/bin/sh", arguments)) << "as the event's";
}

TEST(ExecAnswer, HasTheTextOfArgumentsOnlyIfItIsAskedFor) {
  EXPECT_EQ(decoded(answered(), true)->argument_text, "-c true");
  const json large = with(answered(), "/ProcessConfig/arguments", json::array({std::string(1 << 19, 'x'), "more"}));
  EXPECT_EQ(decoded(large, true)->argument_text.size(), 1024 + std::string("…").size());
  EXPECT_EQ(decoded(large)->argument_text, "");
  EXPECT_EQ(decoded(large)->arguments, 2);
}

struct WrongCase {
  const char* pointer;
  json value;
};

TEST(ExecAnswer, WhatIsNotAsDocumentedIsAnError) {
  const WrongCase kCases[] = {{"/ContainerID", nullptr},
                              {"/ContainerID", 7},
                              {"/ContainerID", "web"},
                              {"/ContainerID", kContainer + "a"},
                              {"/Running", "yes"},
                              {"/Pid", "77"},
                              {"/OpenStdin", 1},
                              {"/ProcessConfig", nullptr},
                              {"/ProcessConfig", "sh"},
                              {"/ProcessConfig/privileged", "no"},
                              {"/ProcessConfig/privileged", nullptr},
                              {"/ProcessConfig/tty", nullptr},
                              {"/ProcessConfig/user", 0},
                              {"/ProcessConfig/entrypoint", json::array({"sh"})},
                              {"/ProcessConfig/entrypoint", nullptr},
                              {"/ProcessConfig/arguments", "-c true"},
                              {"/ProcessConfig/arguments", json::array({"-c", 7})}};
  for (const auto& [pointer, value] : kCases) {
    EXPECT_FALSE(decoded(with(answered(), pointer, value))) << pointer << " " << value;
  }
}

TEST(ExecAnswer, WhatDockerLeavesOutIsNotMissed) {
  json answer = answered();
  answer["ProcessConfig"].erase("user");
  answer["ProcessConfig"]["arguments"] = nullptr;
  ASSERT_TRUE(decoded(answer));
  EXPECT_EQ(decoded(answer)->user, "");
  EXPECT_EQ(decoded(answer)->arguments, 0);
}

struct ProgramCase {
  std::string typed;
  std::string shown;
};

TEST(ExecAnswer, ShowsTheNameOfTheProgramAndNothingElse) {
  const ProgramCase kCases[] = {{"sh", "sh"},
                                {"/usr/bin/mysql", "mysql"},
                                {"mysql -psecret", "mysql"},
                                {"/bin/mysql -pse/cret", "mysql"},
                                {"TOKEN=se/cret", "TOKEN"},
                                {"/bin/sh\n-c", "sh"},
                                {"sh\x1b[31mred", "sh"},
                                {"sh\tx", "sh"},
                                {std::string("sh\0x", 4), "sh"},
                                {" sh -c x", "sh"},
                                {"\t\x1b\x7f/bin/sh", "sh"},
                                {"  ", ""},
                                {"=x", ""},
                                {"/bin/", ""},
                                {"", ""},
                                {"b\xc3\xa4r", "b\xc3\xa4r"},
                                {std::string(100, 'x'), std::string(64, 'x') + "…"},
                                {std::string(1 << 20, 'x'), std::string(64, 'x') + "…"}};
  for (const auto& [typed, shown] : kCases) EXPECT_EQ(shown_program(typed), shown) << typed.substr(0, 40);
}

// Asked for.

std::string id(char digit) { return std::string(64, digit); }
std::string path(char digit) { return "/exec/" + id(digit) + "/json"; }

struct DockerThatWasRead : testing::SimulatedDocker {
  EngineReader reader{options()};

  DockerThatWasRead() {
    runs(testing::containers(1));
    EXPECT_TRUE(reader.read({}));
  }
};

TEST(ExecAnswer, EachSessionIsAnsweredForItself) {
  DockerThatWasRead docker;
  docker.fake.on(path('a'), testing::ok(answered().dump()));
  docker.fake.on(path('b'), testing::failed(404, "No such exec instance"));
  docker.fake.on(path('c'), testing::failed(500, "broken"));
  docker.fake.on(path('d'), testing::failed(403, "not allowed"));
  docker.fake.on(path('e'), testing::ok("[]"));
  const auto answers = docker.reader.read_sessions({id('a'), id('b'), id('c'), id('d'), id('e')}, false);
  ASSERT_EQ(answers.size(), 5);
  ASSERT_TRUE(answers[0] && *answers[0]);
  EXPECT_EQ((*answers[0])->pid, 77);
  ASSERT_TRUE(answers[1]) << answers[1].error().message();
  EXPECT_FALSE(*answers[1]) << "the engine has forgotten it";
  EXPECT_FALSE(answers[2]);
  EXPECT_FALSE(answers[3]) << "a proxy's refusal is no end of a session";
  EXPECT_FALSE(answers[4]);
}

TEST(ExecAnswer, WithoutAnEngineEverySessionHasTheReason) {
  DockerThatWasRead docker;
  docker.fake.on(path('a'), testing::ok(answered().dump()));
  docker.reader.stop();
  const auto answers = docker.reader.read_sessions({id('a'), id('b')}, false);
  ASSERT_EQ(answers.size(), 2);
  EXPECT_FALSE(answers[0]);
  EXPECT_FALSE(answers[1]);
}

TEST(ExecAnswer, AnAnswerThatIsTooLargeIsRefused) {
  DockerThatWasRead docker;
  const json large = with(answered(), "/ProcessConfig/arguments", json::array({std::string(2 << 20, 'x')}));
  docker.fake.on(path('a'), testing::ok(large.dump()));
  const auto answers = docker.reader.read_sessions({id('a')}, true);
  ASSERT_FALSE(answers.at(0));
  EXPECT_EQ(answers[0].error().kind, ErrorKind::too_large);
}

}  // namespace
}  // namespace plimsoll::engine
