#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases writable_cgroups_cases{
    "writable-cgroups",
    {

        {"read-only", [](World&) {}, passes()},
        {"writable", [](World& w) { w.container.security_options = seen(SecurityOptions{.writable_cgroups = true}); },
         violates("cgroups")},
        {"not reported", [](World& w) { w.container.security_options = missing(); }, is_unknown()},
    }};

TEST(WritableCgroups, FixTakesTheOptionAway) {
  World w;
  w.container.security_options = seen(SecurityOptions{.writable_cgroups = true});
  EXPECT_THAT(
      spelled(fix_in(rule("writable-cgroups"), w)),
      ::testing::ElementsAre("- --security-opt=writable-cgroups=true | security_opt: [\"writable-cgroups=true\"]"));
}

}  // namespace plimsoll::testing
