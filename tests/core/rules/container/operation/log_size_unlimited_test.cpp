#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> unlimited(std::string driver) {
  return [=](World& w) {
    w.container.log_driver = seen(driver);
    w.container.log_size_limited = seen(false);
  };
}

}  // namespace

const RuleCases log_size_unlimited_cases{
    "log-size-unlimited",
    {

        {"limited", [](World&) {}, passes()},
        {"not limited", unlimited("json-file"), violates("log")},
        {"not limited, though the engine was told to since",
         [](World& w) {
           unlimited("json-file")(w);
           w.engine.settings.log_size_limited = seen(true);
         },
         violates("log")},
        {"Podman's file", unlimited("k8s-file"), violates("log")},
        {"a driver with a limit of its own", unlimited("local"), passes()},
        {"the journal has a limit of its own", unlimited("journald"), passes()},
        {"sent elsewhere", unlimited("syslog"), passes()},
        {"thrown away", unlimited("none"), passes()},
        {"a driver without a name", unlimited(""), is_unknown(Cause::not_reported)},
        {"driver not reported", [](World& w) { w.container.log_driver = missing(); }, is_unknown()},
        {"options not reported", [](World& w) { w.container.log_size_limited = missing(Cause::wrong_type); },
         is_unknown(Cause::wrong_type)},
    }};

TEST(LogSizeUnlimited, FixSetsALimit) {
  World w;
  unlimited("json-file")(w);
  EXPECT_THAT(spelled(fix_in(rule("log-size-unlimited"), w)),
              ::testing::ElementsAre("+ --log-opt=max-size=10m | logging: {options: {max-size: 10m}}"));
}

}  // namespace plimsoll::testing
