#include "lib/core/schedule/refresh_scheduler.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace plimsoll::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using namespace std::chrono_literals;

constexpr SteadyTime kStart = SteadyTime(1h);
const std::string kWeb(64, 'a');
const std::string kOther(64, 'b');

EngineEvent event(EventAction action, const std::string& id = kWeb) {
  return {.type = EventType::container, .action = action, .id = id, .at = EventTime(7s)};
}

/// That has read everything at `kStart` and listens.
RefreshScheduler begun(RefreshOptions options = {}) {
  RefreshScheduler agenda(std::move(options));
  agenda.set_listening(true);
  EXPECT_TRUE(agenda.take(kStart).has_value());
  return agenda;
}

TEST(RefreshScheduler, BeginsWithEverything) {
  RefreshScheduler agenda({});
  EXPECT_LE(agenda.next(), kStart);
  const auto item = agenda.take(kStart);
  ASSERT_TRUE(item);
  EXPECT_TRUE(item->scope.lists);
  EXPECT_EQ(item->scope.share, 1);
  EXPECT_FALSE(agenda.take(kStart));
}

TEST(RefreshScheduler, OneEventReadsOneContainerAtOnce) {
  RefreshScheduler agenda = begun();
  agenda.note(event(EventAction::update), kStart + 7s);
  EXPECT_EQ(agenda.next(), kStart + 7s);
  const auto item = agenda.take(kStart + 7s);
  ASSERT_TRUE(item);
  EXPECT_FALSE(item->scope.lists);
  EXPECT_THAT(item->scope.containers, ElementsAre(kWeb));
  EXPECT_THAT(item->processes, ElementsAre(kWeb));
  EXPECT_EQ(item->happened.at(kWeb).at, EventTime(7s));
  EXPECT_FALSE(item->happened.at(kWeb).created);
  EXPECT_FALSE(agenda.take(kStart + 7s)) << "done twice";
}

TEST(RefreshScheduler, TheRoundReadsAShareWhileItListensAndAllWhileItDoesNot) {
  RefreshScheduler agenda = begun({.round_every = 60s, .reread_within = 600s});
  EXPECT_EQ(agenda.next(), kStart + 60s);
  EXPECT_FALSE(agenda.take(kStart + 59s));
  EXPECT_DOUBLE_EQ(agenda.take(kStart + 60s)->scope.share, 0.1);
  agenda.set_listening(false);
  EXPECT_EQ(agenda.take(kStart + 120s)->scope.share, 1);
}

TEST(RefreshScheduler, GapsFoldIntoOneReadingOfEverything) {
  RefreshScheduler agenda = begun({.shortest_gap = 5s});
  agenda.note_gap();
  agenda.note_gap();
  EXPECT_EQ(agenda.next(), kStart + 5s);
  EXPECT_FALSE(agenda.take(kStart + 4s));
  EXPECT_EQ(agenda.take(kStart + 5s)->scope.share, 1);
  EXPECT_EQ(agenda.next(), kStart + 65s);
}

TEST(RefreshScheduler, AFloodIsFoldedAndLimitedAndMovesNobodyElse) {
  RefreshScheduler agenda = begun({.changes = {.burst = 5, .refill = 1s}});
  int read = 0;
  SteadyTime now = kStart;
  for (; now < kStart + 10s; now += 10ms) {
    agenda.note(event(EventAction::update), now);
    if (const auto item = agenda.take(now)) read += static_cast<int>(item->scope.containers.count(kWeb));
  }
  EXPECT_EQ(read, 5 + 9);
  agenda.note(event(EventAction::update, kOther), now);
  EXPECT_THAT(agenda.take(now)->scope.containers, Contains(kOther));
}

TEST(RefreshScheduler, WhatCameDuringAWaitIsReadWhenItEnds) {
  RefreshScheduler agenda = begun({.changes = {.burst = 1, .refill = 1s}});
  agenda.note(event(EventAction::update), kStart);
  (void)agenda.take(kStart);
  agenda.note(event(EventAction::update), kStart + 1ms);
  EXPECT_FALSE(agenda.take(kStart + 2ms));
  EXPECT_EQ(agenda.next(), kStart + 1s);
  EXPECT_THAT(agenda.take(kStart + 1s)->scope.containers, ElementsAre(kWeb));
}

TEST(RefreshScheduler, SessionsAndHealthHaveASmallerAllowanceOfTheirOwn) {
  RefreshScheduler agenda = begun({.changes = {.burst = 5, .refill = 1s}, .sessions = {.burst = 1, .refill = 10s}});
  agenda.note_sessions(kWeb, EventTime(7s), kStart);
  agenda.note(event(EventAction::health_status), kStart);
  EXPECT_THAT(agenda.take(kStart)->scope.containers, ElementsAre(kWeb));
  agenda.note_sessions(kWeb, EventTime(7s), kStart + 1s);
  EXPECT_FALSE(agenda.take(kStart + 1s));
  agenda.note(event(EventAction::update), kStart + 1s);
  EXPECT_THAT(agenda.take(kStart + 1s)->scope.containers, ElementsAre(kWeb)) << "a change waits for a session";
}

TEST(RefreshScheduler, SessionsAreNotItsOwnToFollow) {
  RefreshScheduler agenda = begun();
  for (const EventAction action :
       {EventAction::exec_create, EventAction::exec_start, EventAction::exec_die, EventAction::exec_detach}) {
    agenda.note(event(action), kStart);
  }
  EXPECT_FALSE(agenda.take(kStart)) << "most are health checks";
}

TEST(RefreshScheduler, OneThatIsDestroyedIsNotWaitedFor) {
  RefreshScheduler agenda = begun({.changes = {.burst = 1, .refill = 1h}});
  agenda.note(event(EventAction::start), kStart);
  (void)agenda.take(kStart);
  agenda.note(event(EventAction::die), kStart);
  agenda.note(event(EventAction::destroy), kStart);
  const auto item = agenda.take(kStart);
  ASSERT_TRUE(item);
  EXPECT_THAT(item->scope.destroyed, ElementsAre(kWeb));
}

TEST(RefreshScheduler, TellsWhetherAContainerBeganSinceItWasReadLast) {
  RefreshScheduler agenda = begun();
  EngineEvent created = event(EventAction::create);
  created.image = "web:1";
  agenda.note(created, kStart);
  agenda.note(event(EventAction::destroy), kStart);
  const ContainerEvents happened = agenda.take(kStart)->happened.at(kWeb);
  EXPECT_TRUE(happened.created);
  EXPECT_FALSE(happened.started);
  EXPECT_EQ(happened.image, "web:1");
  agenda.note(event(EventAction::destroy), kStart + 1s);
  EXPECT_FALSE(agenda.take(kStart + 1s)->happened.at(kWeb).created);
}

TEST(RefreshScheduler, LooksAtProcessesAgainAfterAStart) {
  RefreshScheduler agenda = begun({.recheck_after_start = {1s, 30s}});
  agenda.note(event(EventAction::start), kStart);
  (void)agenda.take(kStart);
  for (const auto after : {1s, 30s}) {
    EXPECT_EQ(agenda.next(), kStart + after);
    const auto look = agenda.take(kStart + after);
    ASSERT_TRUE(look);
    EXPECT_THAT(look->processes, ElementsAre(kWeb));
    EXPECT_TRUE(look->scope.empty()) << "the engine is asked as well";
  }
  EXPECT_EQ(agenda.next(), kStart + 60s);
}

TEST(RefreshScheduler, WhatIsNoContainersEventReadsItsList) {
  struct Case {
    const char* what;
    EngineEvent event;
    bool ReadRequest::* list;
  };
  const Case cases[] = {
      {"a network comes", {.type = EventType::network, .action = EventAction::create}, &ReadRequest::networks},
      {"a volume goes", {.type = EventType::volume, .action = EventAction::destroy}, &ReadRequest::volumes},
      {"an image is tagged", {.type = EventType::image, .action = EventAction::other}, &ReadRequest::images},
  };
  for (const Case& each : cases) {
    RefreshScheduler agenda = begun();
    agenda.note(each.event, kStart);
    const auto item = agenda.take(kStart);
    ASSERT_TRUE(item) << each.what;
    EXPECT_TRUE(item->scope.*each.list) << each.what;
    EXPECT_FALSE(item->scope.lists) << each.what;
    EXPECT_FALSE(agenda.take(kStart)) << each.what;
  }
}

TEST(RefreshScheduler, ANetworkOrAVolumeThatIsAttachedReadsTheContainer) {
  for (const auto& [type, action] :
       {std::pair(EventType::network, EventAction::connect), std::pair(EventType::network, EventAction::disconnect),
        std::pair(EventType::volume, EventAction::mount)}) {
    RefreshScheduler agenda = begun();
    agenda.note({.type = type, .action = action, .id = "some", .container = kWeb}, kStart);
    const auto item = agenda.take(kStart);
    ASSERT_TRUE(item);
    EXPECT_THAT(item->scope.containers, ElementsAre(kWeb));
    EXPECT_FALSE(item->scope.networks || item->scope.volumes);
  }
}

TEST(RefreshScheduler, AReloadOrASwarmsChangeBringsTheRoundForward) {
  for (const EventType type : {EventType::daemon, EventType::service, EventType::node}) {
    RefreshScheduler agenda = begun({.shortest_gap = 5s});
    agenda.note({.type = type, .action = EventAction::reload}, kStart);
    EXPECT_EQ(agenda.next(), kStart + 5s);
    EXPECT_LT(agenda.take(kStart + 5s)->scope.share, 1) << "no event was missed";
  }
}

TEST(RefreshScheduler, WhatTellsNothingReadsNothing) {
  RefreshScheduler agenda = begun();
  agenda.note(event(EventAction::exec_create), kStart);
  agenda.note(event(EventAction::other), kStart);
  agenda.note(event(EventAction::destroy, ""), kStart);
  agenda.note({.type = EventType::other, .action = EventAction::create}, kStart);
  EXPECT_FALSE(agenda.take(kStart));
}

TEST(RefreshScheduler, TooManyAtOnceAreOneReadingOfEverything) {
  RefreshScheduler agenda = begun();
  for (int i = 0; i <= 10'000; ++i) agenda.note(event(EventAction::start, std::to_string(i)), kStart);
  EXPECT_EQ(agenda.take(kStart + 5s)->scope.share, 1);
  EXPECT_LE(agenda.next(), kStart + 60s);
}

}  // namespace
}  // namespace plimsoll::testing
