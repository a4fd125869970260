#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases healthcheck_missing_cases{
    "healthcheck-missing",
    {

        {"has one", [](World&) {}, passes()},
        {"has none", [](World& w) { w.container.healthcheck = seen(false); }, violates("healthcheck")},
        {"has one that fails: that is for container-unhealthy",
         [](World& w) { w.container.health = seen("unhealthy"); }, passes()},
        {"not reported", [](World& w) { w.container.healthcheck = missing(); }, is_unknown()},
    }};

TEST(HealthcheckMissing, FixLeavesTheImagesOn) {
  World w;
  w.container.healthcheck = seen(false);
  EXPECT_THAT(spelled(fix_in(rule("healthcheck-missing"), w)),
              ::testing::ElementsAre("- --no-healthcheck | healthcheck: {disable: true}"));
}

TEST(HealthcheckMissing, FixAddsOneWhereTheImageHasNone) {
  World w;
  w.container.healthcheck = w.image.healthcheck = seen(false);
  EXPECT_THAT(spelled(fix_in(rule("healthcheck-missing"), w)),
              ::testing::ElementsAre("+ --health-cmd=COMMAND | healthcheck: {test: [\"CMD-SHELL\", \"COMMAND\"]}"));
}

}  // namespace plimsoll::testing
