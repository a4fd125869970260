#include "plimsoll/freshness.hpp"

#include <gtest/gtest.h>

namespace plimsoll::testing {
namespace {

using namespace std::chrono_literals;

TEST(Freshness, RemembersSinceWhenAStateHolds) {
  Freshness freshness;
  EXPECT_EQ(freshness.of(Feed::events).state, FeedState::down);
  EXPECT_TRUE(freshness.set(Feed::events, FeedState::live, Time(1s)));
  EXPECT_FALSE(freshness.set(Feed::events, FeedState::live, Time(2s)));
  EXPECT_EQ(freshness.of(Feed::events).since, Time(1s));
  EXPECT_EQ(freshness.of(Feed::lists).state, FeedState::down) << "another feed's";
}

TEST(Detections, CountsWhatAClockCanBelieve) {
  Detections detections;
  for (const double seconds : {0.001, 0.03, 60.0}) detections.observe(std::chrono::duration<double>(seconds));
  detections.observe(-1ms);
  detections.observe(48h);
  EXPECT_EQ(detections.counts().front(), 1U);
  EXPECT_EQ(detections.counts()[5], 2U) << "those of 50 ms and less";
  EXPECT_EQ(detections.counts().back(), 3U);
  EXPECT_DOUBLE_EQ(detections.sum_seconds(), 60.031);
}

}  // namespace
}  // namespace plimsoll::testing
