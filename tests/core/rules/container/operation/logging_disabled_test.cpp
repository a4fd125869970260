#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases logging_disabled_cases{
    "logging-disabled",
    {

        {"kept", [](World&) {}, passes()},
        {"sent elsewhere", [](World& w) { w.container.log_driver = seen("syslog"); }, passes()},
        {"thrown away", [](World& w) { w.container.log_driver = seen("none"); }, violates("log")},
        {"a driver without a name", [](World& w) { w.container.log_driver = seen(""); },
         is_unknown(Cause::not_reported)},
        {"not reported", [](World& w) { w.container.log_driver = missing(); }, is_unknown()},
    }};

TEST(LoggingDisabled, FixLeavesTheEnginesDriver) {
  World w;
  w.container.log_driver = seen("none");
  EXPECT_THAT(spelled(fix_in(rule("logging-disabled"), w)),
              ::testing::ElementsAre("- --log-driver=none | logging: {driver: none}"));
}

TEST(LoggingDisabled, FixNamesADriverWhereTheEngineHasNone) {
  World w;
  w.container.log_driver = w.engine.logging_driver = seen("none");
  EXPECT_THAT(spelled(fix_in(rule("logging-disabled"), w)),
              ::testing::ElementsAre("+ --log-driver=local | logging: {driver: local}"));
}

}  // namespace plimsoll::testing
