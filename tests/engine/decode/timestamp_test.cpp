#include "lib/engine/decode/timestamp.hpp"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

TEST(Timestamp, ReadsWhatEnginesWrite) {
  EXPECT_EQ(parse_timestamp("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(parse_timestamp("2026-11-22T07:05:03.846919849Z"), 1795331103);
  EXPECT_EQ(parse_timestamp("2026-11-22T08:05:03.8+01:00"), 1795331103);
  EXPECT_EQ(parse_timestamp("2026-11-22T01:35:03-05:30"), 1795331103);
  EXPECT_EQ(parse_timestamp("0001-01-01T00:00:00Z"), -62135596800);
}

TEST(Timestamp, TakesNothingElse) {
  for (const char* text :
       {"", "now", "2026-11-22", "2026-11-22T07:05:03", "2026-11-22 07:05:03Z", "2026-11-22T07:05:03.Z",
        "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T07:60:00Z",
        "2026-11-22T07:05:03+1:00", "2026-11-22T07:05:03Zx", " 2026-11-22T07:05:03Z", "99999-01-01T00:00:00Z",
        "-026-11-22T07:05:03Z", "2026-1a-22T07:05:03Z"}) {
    EXPECT_EQ(parse_timestamp(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace plimsoll::engine
