#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> built(std::int64_t when) {
  return [=](World& w) { w.image.created_at = seen(when); };
}

}  // namespace

const RuleCases image_outdated_cases{
    "image-outdated",
    {

        {"of today", built(kNow), passes()},
        {"180 days old", built(kNow - 180 * kDay), passes()},
        {"a second older than 180 days", built(kNow - 180 * kDay - 1), violates("created")},
        {"a year old", built(kNow - 365 * kDay), violates("created")},
        {"a year old, where the policy allows two",
         [](World& w) {
           w.image.created_at = seen(kNow - 365 * kDay);
           w.settings.set(rule("image-outdated").settings[0], 730);
         },
         passes()},
        {"of tomorrow", built(kNow + kDay), passes()},
        {"of a reproducible build: 1970", built(0), is_unknown(Cause::not_reported)},
        {"of the year 1: no date was told", built(-62'135'596'800), is_unknown(Cause::not_reported)},
        {"not read", [](World& w) { w.image.created_at = missing(Cause::malformed); }, is_unknown(Cause::malformed)},
    }};

TEST(ImageOutdated, ShowsTheDay) {
  World w;
  w.image.created_at = seen(std::int64_t{1'709'164'800});
  EXPECT_EQ(judge_in(rule("image-outdated"), w).items.at(0).evidence.seen, "2024-02-29");
}

}  // namespace plimsoll::testing
