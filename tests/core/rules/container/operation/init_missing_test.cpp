#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases init_missing_cases{
    "init-missing",
    {

        {"has one", [](World&) {}, passes()},
        {"has none", [](World& w) { w.container.init = seen(false); }, violates("init")},
        {"not reported", [](World& w) { w.container.init = missing(Cause::not_reported); },
         is_unknown(Cause::not_reported)},
    }};

TEST(InitMissing, FixAddsOne) {
  World w;
  w.container.init = seen(false);
  EXPECT_THAT(spelled(fix_in(rule("init-missing"), w)), ::testing::ElementsAre("+ --init | init: true"));
}

}  // namespace plimsoll::testing
