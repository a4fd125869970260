#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> runtime(std::string name) {
  return [=](World& w) { w.container.runtime = seen(name); };
}

}  // namespace

const RuleCases runtime_unknown_cases{
    "runtime-unknown",
    {

        {"runc", [](World&) {}, passes()},
        {"gVisor", runtime("runsc"), passes()},
        {"another", runtime("wrapper"), violates("wrapper")},
        {"a path to one that is known", runtime("/tmp/runc"), violates("/tmp/runc")},
        {"the engine's default", runtime(""), passes()},
        {"the engine's default is another",
         [](World& w) {
           runtime("")(w);
           w.engine.default_runtime = seen("wrapper");
         },
         violates("wrapper")},
        {"one that the policy allows",
         [](World& w) {
           runtime("nvidia")(w);
           w.settings.set(rule("runtime-unknown").settings[0], std::vector<std::string>{"nvidia"});
         },
         passes()},
        {"the engine's default, which has no name",
         [](World& w) {
           runtime("")(w);
           w.engine.default_runtime = seen("");
         },
         is_unknown(Cause::not_reported)},
        {"not reported", [](World& w) { w.container.runtime = missing(); }, is_unknown()},
    }};

TEST(RuntimeUnknown, FixLeavesTheEnginesDefault) {
  World w;
  runtime("wrapper")(w);
  EXPECT_THAT(spelled(fix_in(rule("runtime-unknown"), w)),
              ::testing::ElementsAre("- --runtime=wrapper | runtime: \"wrapper\""));
}

TEST(RuntimeUnknown, FixNamesOneWhereTheDefaultIsAnother) {
  World w;
  w.container.runtime = w.engine.default_runtime = seen("wrapper");
  EXPECT_THAT(spelled(fix_in(rule("runtime-unknown"), w)), ::testing::ElementsAre("+ --runtime=runc | runtime: runc"));
}

}  // namespace plimsoll::testing
