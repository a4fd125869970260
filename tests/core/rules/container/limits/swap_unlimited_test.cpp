#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases swap_unlimited_cases{
    "swap-unlimited",
    {
        {"limited", [](World&) {}, passes()},
        {"no limit", [](World& w) { w.container.memory_swap_bytes = seen(std::int64_t{-1}); }, violates("memory-swap")},
        {"left to the engine", [](World& w) { w.container.memory_swap_bytes = seen(std::int64_t{0}); }, passes()},
        {"memory not limited either",
         [](World& w) {
           w.container.memory_bytes = seen(std::int64_t{0});
           w.container.memory_swap_bytes = seen(std::int64_t{-1});
         },
         does_not_apply(NotApplicable::not_set)},
        {"memory not limited, swap not reported",
         [](World& w) {
           w.container.memory_bytes = seen(std::int64_t{0});
           w.container.memory_swap_bytes = missing();
         },
         does_not_apply(NotApplicable::not_set)},
        {"memory not reported", [](World& w) { w.container.memory_bytes = missing(); }, is_unknown()},
        {"not reported", [](World& w) { w.container.memory_swap_bytes = missing(Cause::null); },
         is_unknown(Cause::null)},
    }};

TEST(SwapUnlimited, FixRemovesTheOption) {
  World w;
  w.container.memory_swap_bytes = seen(std::int64_t{-1});
  EXPECT_THAT(spelled(fix_in(rule("swap-unlimited"), w)),
              ::testing::ElementsAre("- --memory-swap=-1 | memswap_limit: -1"));
}

}  // namespace plimsoll::testing
