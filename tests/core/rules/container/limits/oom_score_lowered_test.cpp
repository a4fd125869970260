#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases oom_score_lowered_cases{
    "oom-score-lowered",
    {
        {"untouched", [](World&) {}, passes()},
        {"raised", [](World& w) { w.container.oom_score_adj = seen(std::int64_t{500}); }, passes()},
        {"lowered by one", [](World& w) { w.container.oom_score_adj = seen(std::int64_t{-1}); },
         violates("oom-score-adj")},
        {"not reported", [](World& w) { w.container.oom_score_adj = missing(); }, is_unknown()},
    }};

TEST(OomScoreLowered, FixRemovesTheOption) {
  World w;
  w.container.oom_score_adj = seen(std::int64_t{-500});
  EXPECT_THAT(spelled(fix_in(rule("oom-score-lowered"), w)),
              ::testing::ElementsAre("- --oom-score-adj=-500 | oom_score_adj: -500"));
}

}  // namespace plimsoll::testing
