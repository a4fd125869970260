#include "tests/fakes/engine_commands.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/engine/simulated_engine.hpp"

namespace plimsoll::testing {
namespace {

struct CommandedEngine : EngineAtPath {
  CommandedEngine() { replay_many(fake, recorded_folder(kDocker20), crowd); }

  std::shared_ptr<Crowd> crowd = std::make_shared<Crowd>(recorded_folder(kDocker20), 20, "plain");
  EngineCommands commands{fake, crowd};
};

/// Ids of those that are privileged.
std::vector<std::string> privileged(const EngineOptions& options) {
  std::vector<std::string> ids;
  for (const auto& facts : EngineReader(options).read({}).value().containers) {
    if (*facts->privileged) ids.push_back(facts->id);
  }
  return ids;
}

TEST(EngineCommands, FlipOneOfACrowd) {
  CommandedEngine engine;
  EXPECT_EQ(privileged(engine.options()), std::vector<std::string>{});
  engine.commands.run("flip 7");
  EXPECT_EQ(privileged(engine.options()), std::vector{engine.crowd->id(7)});
  engine.commands.run("flip 7");
  EXPECT_EQ(privileged(engine.options()), std::vector<std::string>{});
}

/// Ids of all.
std::set<std::string> running(const EngineOptions& options) {
  std::set<std::string> ids;
  for (const auto& facts : EngineReader(options).read({}).value().containers) ids.insert(facts->id);
  return ids;
}

TEST(EngineCommands, AddAndRemove) {
  CommandedEngine engine;
  engine.commands.run("remove 3");
  engine.commands.run("add 25");
  const std::set<std::string> ids = running(engine.options());
  EXPECT_EQ(ids.size(), 20U);
  EXPECT_FALSE(ids.contains(engine.crowd->id(3)));
  EXPECT_TRUE(ids.contains(engine.crowd->id(25)));
}

TEST(EngineCommands, HideOneThatIsStillListed) {
  CommandedEngine engine;
  engine.commands.run("hide 7");
  const Snapshot snapshot = EngineReader(engine.options()).read({}).value();
  EXPECT_EQ(snapshot.containers.size(), 19U);
  ASSERT_EQ(snapshot.unread.size(), 1U);
  EXPECT_EQ(snapshot.unread.front().error.kind, ErrorKind::gone);
  engine.commands.run("add 7");
  EXPECT_EQ(running(engine.options()).size(), 20U);
}

TEST(EngineCommands, SpeakOneVersionOnly) {
  CommandedEngine engine;
  EngineReader reader(engine.options());
  EXPECT_EQ(reader.read({}).value().engine.api_version, "1.41");
  engine.commands.run("speak 1.43");
  EXPECT_EQ(reader.read({}).value().engine.api_version, "1.43");
  EXPECT_EQ(EngineReader(engine.options()).read({}).value().engine.api_version, "1.43");
}

TEST(EngineCommands, FailWhereverAPathBeginsSo) {
  CommandedEngine engine;
  engine.commands.run("fault *=hang-up");
  EXPECT_EQ(EngineReader(engine.options()).read({}).error().kind, ErrorKind::truncated);
  engine.commands.run("heal *");
  EXPECT_EQ(running(engine.options()).size(), 20U);
}

TEST(EngineCommands, CheckOnlyWhatHasAHealthCheck) {
  CommandedEngine plain;
  EXPECT_ANY_THROW(plain.commands.run("check 7"));
  const auto crowd = std::make_shared<Crowd>(recorded_folder(kDocker20), 8, "unhealthy");
  EXPECT_NO_THROW(EngineCommands(plain.fake, crowd).run("check 7"));
  const auto session = nlohmann::json::parse(crowd->inspect_session(crowd->id(7)).body.front().text);
  EXPECT_EQ(session.at("ContainerID"), crowd->id(7));
  EXPECT_EQ(session.at("ProcessConfig").at("entrypoint"), "/bin/sh");
  EXPECT_EQ(session.at("ProcessConfig").at("arguments"), nlohmann::json({"-c", "exit 1"}));
}

TEST(EngineCommands, FailAndHeal) {
  CommandedEngine engine;
  engine.commands.run("fault /containers/json=500");
  engine.commands.run("fault /containers/json=hang-up");
  EXPECT_EQ(EngineReader(engine.options()).read({}).error().kind, ErrorKind::truncated);
  engine.commands.run("heal /containers/json");
  EXPECT_EQ(EngineReader(engine.options()).read({}).value().containers.size(), 20U);
}

TEST(EngineCommands, RefuseWhatTheyDoNotUnderstand) {
  CommandedEngine engine;
  for (const char* line :
       {"", "nonsense", "touch", "touch x", "burst 5", "burst 5 x", "add", "fault /info", "fault /info=x"}) {
    EXPECT_ANY_THROW(engine.commands.run(line)) << line;
  }
  EngineCommands without_crowd(engine.fake, nullptr);
  EXPECT_ANY_THROW(without_crowd.run("touch 1"));
}

}  // namespace
}  // namespace plimsoll::testing
