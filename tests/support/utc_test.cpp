#include "lib/support/utc.hpp"

#include <gtest/gtest.h>

namespace plimsoll {
namespace {

using namespace std::chrono_literals;

constexpr Time kTime = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + 10h + 5min + 7s;

TEST(Utc, WritesInstantsAndDays) {
  EXPECT_EQ(utc_text(kTime), "2026-11-22T10:05:07Z");
  EXPECT_EQ(utc_text(kTime + 42ms), "2026-11-22T10:05:07.042Z");
  EXPECT_EQ(utc_text(Time{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc_text(Time{-1ms}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(utc_text(std::chrono::year(2027) / 3 / 1), "2027-03-01");
}

TEST(Utc, ReadsWhatItWrites) {
  for (const Time time : {kTime, kTime + 42ms, kTime + 999ms, Time{}, Time{-1ms}})
    EXPECT_EQ(parse_utc(utc_text(time)), time);
}

TEST(Utc, ReadsNothingElse) {
  for (const std::string_view text :
       {"", "2026", "2026-11-22", "2026-11-22T10:05:07", "2026-11-22T10:05:07+00:00", "2026-02-30T10:05:07Z",
        "2026-11-22T24:00:00Z", "2026-11-22T10:05:60Z", "2026-11-22T10:05:07.42Z", "2026-11-22T10:05:07.0000Z",
        "2026-11-22T10:05:07.99999999999Z", " 2026-11-22T10:05:07Z", "2026-11-22T10:05:07Zx", "2026-1-2T10:05:07Z"}) {
    EXPECT_FALSE(parse_utc(text)) << text;
  }
}

}  // namespace
}  // namespace plimsoll
