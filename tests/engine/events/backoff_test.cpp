#include "lib/engine/events/backoff.hpp"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using namespace std::chrono_literals;

constexpr double kAlmostOne = 0.999'999;

TEST(Backoff, DoublesUpToTheLongestForEver) {
  Backoff backoff(100ms, 1000ms);
  for (const auto wanted : {100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms}) EXPECT_EQ(backoff.next(kAlmostOne), wanted);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(backoff.next(kAlmostOne), 1000ms);
}

TEST(Backoff, SpreadsOverTheSecondHalfOfThePause) {
  for (const auto& [random, wanted] : {std::pair(0.0, 50ms), std::pair(0.5, 75ms), std::pair(kAlmostOne, 100ms)}) {
    EXPECT_EQ(Backoff(100ms, 1000ms).next(random), wanted);
  }
}

TEST(Backoff, BeginsAnewOnceReset) {
  Backoff backoff(100ms, 1000ms);
  for (int i = 0; i < 5; ++i) static_cast<void>(backoff.next(kAlmostOne));
  backoff.reset();
  EXPECT_EQ(backoff.next(kAlmostOne), 100ms);
  EXPECT_EQ(backoff.next(kAlmostOne), 200ms);
}

TEST(Backoff, TakesNonsenseForAShortPause) {
  Backoff none(0ms, 0ms);
  EXPECT_EQ(none.next(kAlmostOne), 1ms);
  Backoff crossed(100ms, 10ms);
  EXPECT_EQ(crossed.next(kAlmostOne), 100ms);
  EXPECT_EQ(crossed.next(kAlmostOne), 100ms);
}

}  // namespace
}  // namespace plimsoll::engine
