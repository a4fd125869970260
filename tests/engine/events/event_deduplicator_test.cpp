#include "lib/engine/events/event_deduplicator.hpp"

#include <gtest/gtest.h>

#include <string>

namespace plimsoll::engine {
namespace {

using namespace std::chrono_literals;

constexpr EventTime kNow(1'700'000'000s);

EngineEvent event_at(EventTime at, const std::string& id = "x") {
  return {.type = EventType::container, .action = EventAction::start, .id = id, .container = "", .at = at};
}

/// One that was told of events at these times, in this order.
EventDeduplicator memory_of(std::initializer_list<EventTime> times) {
  EventDeduplicator memory;
  for (const EventTime at : times) EXPECT_TRUE(memory.remember(event_at(at)));
  return memory;
}

TEST(EventDeduplicator, KnowsWhatItWasTold) {
  EventDeduplicator memory;
  EXPECT_TRUE(memory.remember(event_at(kNow)));
  EXPECT_FALSE(memory.remember(event_at(kNow)));
}

TEST(EventDeduplicator, TakesNoTwoForTheSameThatDifferInOneThing) {
  EventDeduplicator memory = memory_of({kNow});
  EngineEvent other = event_at(kNow);
  other.type = EventType::network;
  EXPECT_TRUE(memory.remember(other));
  other.container = std::string(64, 'a');
  EXPECT_TRUE(memory.remember(other)) << "two containers that one network is connected to at once";
  other = event_at(kNow);
  other.action = EventAction::die;
  EXPECT_TRUE(memory.remember(other));
  EXPECT_TRUE(memory.remember(event_at(kNow, "y")));
  EXPECT_TRUE(memory.remember(event_at(kNow + 1ns)));
}

TEST(EventDeduplicator, KnowsMoreThanAnEngineTellsAgainAndIsBounded) {
  EventDeduplicator memory;
  for (int i = 0; i < 100'000; ++i) EXPECT_TRUE(memory.remember(event_at(kNow, std::to_string(i))));
  for (int i = 100'000 - 512; i < 100'000; ++i) EXPECT_FALSE(memory.remember(event_at(kNow, std::to_string(i)))) << i;
  EXPECT_TRUE(memory.remember(event_at(kNow, "0"))) << "forgotten";
}

TEST(EventDeduplicator, AsksFromThisMomentOnAtFirst) { EXPECT_EQ(EventDeduplicator().since(kNow), kNow); }

TEST(EventDeduplicator, AsksFromALittleBeforeTheLastOn) {
  EXPECT_EQ(memory_of({kNow - 5s}).since(kNow), kNow - 6s);
  EXPECT_EQ(memory_of({kNow - 5s, kNow - 7s}).since(kNow), kNow - 6s) << "in another order";
  EXPECT_EQ(memory_of({kNow}).since(kNow), kNow - 1s) << "at this moment";
}

TEST(EventDeduplicator, IsNotLedIntoTheFuture) {
  EXPECT_EQ(memory_of({kNow - 5s, kNow + 1h}).since(kNow), kNow - 6s);
  EXPECT_EQ(memory_of({kNow - 5s, EventTime::max()}).since(kNow), kNow - 6s);
  EXPECT_EQ(memory_of({kNow + 1h}).since(kNow), kNow) << "nothing is known of this clock's past";
  EXPECT_EQ(memory_of({kNow + 1s}).since(kNow), kNow) << "in the second that the clock showed";
  EXPECT_EQ(memory_of({kNow - 5s, kNow + 1s + 1ns}).since(kNow), kNow - 6s) << "after it";
}

TEST(EventDeduplicator, IsNotLedToTheBeginningOfTime) {
  EXPECT_EQ(memory_of({EventTime(), EventTime(-5s), EventTime::min()}).since(kNow), kNow);
  EXPECT_EQ(memory_of({kNow - 5s, EventTime()}).since(kNow), kNow - 6s);
  EXPECT_EQ(memory_of({EventTime(1ns)}).since(kNow), EventTime());
}

TEST(EventDeduplicator, FollowsAClockThatWasSetBack) {
  EventDeduplicator memory = memory_of({kNow - 2h, kNow - 1s});
  EXPECT_EQ(memory.since(kNow - 1h), kNow - 2h - 1s);
  EXPECT_TRUE(memory.remember(event_at(kNow - 1h)));
  EXPECT_EQ(memory.since(kNow - 1h), kNow - 1h - 1s);
}

TEST(EventDeduplicator, AsksForNothingThatItHasForgotten) {
  EventDeduplicator memory;
  constexpr auto kSpan = 100'000ns;
  for (auto after = 0ns; after <= kSpan; ++after) EXPECT_TRUE(memory.remember(event_at(kNow + after)));
  const EventTime since = memory.since(kNow + 1h).value();
  EXPECT_LT(since, kNow + kSpan);
  for (EventTime at = since; at <= kNow + kSpan; at += 1ns) EXPECT_FALSE(memory.remember(event_at(at)));
}

TEST(EventDeduplicator, IsAskedForNothingMoreWhereHistoryIsPoison) {
  EventDeduplicator memory = memory_of({kNow});
  memory.skip_history();
  EXPECT_EQ(memory.since(kNow), std::nullopt);
  EXPECT_FALSE(memory.remember(event_at(kNow))) << "yet none is told twice";
  EXPECT_EQ(memory.since(kNow), std::nullopt);
  EXPECT_TRUE(memory.remember(event_at(kNow + 5s)));
  EXPECT_EQ(memory.since(kNow + 9s), kNow + 4s);
}

}  // namespace
}  // namespace plimsoll::engine
