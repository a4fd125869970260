#include "lib/core/schedule/missed_containers.hpp"

#include <gmock/gmock.h>

namespace plimsoll {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kWeb = "web";
const ContainerEvents kCreated{.created = true, .image = "web:1"};
const ContainerEvents kStarted{.started = true};
const ContainerEvents kBoth{.created = true, .started = true, .image = "web:1"};
const ContainerEvents kNeither{};

enum class State : std::uint8_t { absent, stopped, running, unread };

Snapshot with(State state) {
  auto facts = std::make_shared<ContainerFacts>();
  facts->id = kWeb;
  Snapshot snapshot;
  if (state == State::running) snapshot.containers.push_back(facts);
  if (state == State::stopped) snapshot.stopped.push_back(facts);
  if (state == State::unread) snapshot.unread.push_back({.id = kWeb, .error = {}});
  return snapshot;
}

RefreshRequest answers(const ContainerEvents& happened) {
  RefreshRequest item{.scope = {.lists = false, .share = 0}};
  item.happened.emplace(kWeb, happened);
  return item;
}

struct Case {
  const char* name;
  ContainerEvents happened;
  State before;
  State now;
  bool missed;
};

TEST(MissedContainers, TellsWhoRanUnseen) {
  const Case kCases[] = {
      {"came and went", kBoth, State::absent, State::absent, true},
      {"was created and removed", kCreated, State::absent, State::absent, true},
      {"was created, and did not run yet", kCreated, State::absent, State::stopped, false},
      {"ran and ended", kBoth, State::absent, State::stopped, true},
      {"was read before it ran, and ended", kStarted, State::stopped, State::stopped, true},
      {"was read before it ran, and is gone", kStarted, State::stopped, State::absent, true},
      {"runs", kBoth, State::absent, State::running, false},
      {"runs, and cannot be read", kBoth, State::absent, State::unread, false},
      {"ran when it was read, and is gone", kStarted, State::running, State::absent, false},
      {"could not be read as long as it ran, and is gone", kNeither, State::unread, State::absent, true},
      {"could not be read as long as it ran, and ended", kNeither, State::unread, State::stopped, true},
      {"cannot be read, and runs on", kNeither, State::unread, State::unread, false},
      {"could not be read, and can now", kNeither, State::unread, State::running, false},
      {"changed while it was stopped", kNeither, State::stopped, State::stopped, false},
      {"is removed after it ended", kNeither, State::stopped, State::absent, false},
  };
  for (const Case& c : kCases) {
    MissedContainers comings;
    const Snapshot before = with(c.before);
    EXPECT_EQ(!comings.missed(answers(c.happened), &before, with(c.now)).empty(), c.missed) << c.name;
  }
  MissedContainers comings;
  EXPECT_THAT(comings.missed(answers(kBoth), nullptr, with(State::absent)),
              ElementsAre(MissedContainer{kWeb, "web:1"}));
}

TEST(MissedContainers, TellsEachOnceAndNoneThatWasSeen) {
  const Snapshot absent = with(State::absent);
  const Snapshot stopped = with(State::stopped);
  const Snapshot running = with(State::running);
  MissedContainers comings;
  EXPECT_EQ(comings.missed(answers(kCreated), &absent, absent).size(), 1U);
  EXPECT_THAT(comings.missed(answers(kStarted), &absent, absent), IsEmpty()) << "told";

  MissedContainers restarting;
  EXPECT_THAT(restarting.missed(answers(kBoth), &absent, running), IsEmpty());
  EXPECT_THAT(restarting.missed(answers(kNeither), &running, stopped), IsEmpty());
  EXPECT_THAT(restarting.missed(answers(kStarted), &stopped, stopped), IsEmpty()) << "it was judged as it runs";
}

TEST(MissedContainers, SeesWhoIsListedBeforeItsEventsAreAnswered) {
  const Snapshot absent = with(State::absent);
  const Snapshot stopped = with(State::stopped);
  const RefreshRequest round{.scope = {.lists = true, .share = 0.1}};
  MissedContainers comings;
  EXPECT_THAT(comings.missed(round, &absent, with(State::running)), IsEmpty());
  EXPECT_THAT(comings.missed(answers(kBoth), &stopped, stopped), IsEmpty());
}

TEST(MissedContainers, TellsNoneThatWasJudgedBeforeItCouldNotBeReadAnyMore) {
  const Snapshot running = with(State::running);
  const Snapshot unread = with(State::unread);
  const RefreshRequest first{.scope = {}};  // everything
  MissedContainers comings;
  EXPECT_THAT(comings.missed(first, nullptr, running), IsEmpty());
  EXPECT_THAT(comings.missed(answers(kNeither), &running, unread), IsEmpty());
  EXPECT_THAT(comings.missed(answers(kNeither), &unread, with(State::absent)), IsEmpty());
}

TEST(MissedContainers, NamesTheImageOfOneThatCouldNeverBeRead) {
  Snapshot unread = with(State::unread);
  unread.unread.front().image = "web:2";
  MissedContainers comings;
  EXPECT_THAT(comings.missed(answers(kNeither), &unread, with(State::absent)),
              ElementsAre(MissedContainer{kWeb, "web:2"}));
}

TEST(MissedContainers, ForgetsWhatIsGone) {
  const Snapshot absent = with(State::absent);
  for (const bool by_event : {true, false}) {
    MissedContainers comings;
    RefreshRequest item = answers(kBoth);
    if (by_event) item.scope.destroyed.insert(kWeb);
    if (!by_event) item.scope = {};  // everything
    EXPECT_EQ(comings.missed(item, &absent, absent).size(), 1U);
    EXPECT_EQ(comings.missed(answers(kBoth), &absent, absent).size(), 1U) << "nothing is remembered";
  }
}

}  // namespace
}  // namespace plimsoll
