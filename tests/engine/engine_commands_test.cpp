#include "tests/fakes/engine_commands.hpp"

#include <gtest/gtest.h>

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
  for (const char* line : {"", "nonsense", "touch", "touch x", "burst 5", "fault /info", "fault /info=x"}) {
    EXPECT_ANY_THROW(engine.commands.run(line)) << line;
  }
  EngineCommands without_crowd(engine.fake, nullptr);
  EXPECT_ANY_THROW(without_crowd.run("touch 1"));
}

}  // namespace
}  // namespace plimsoll::testing
