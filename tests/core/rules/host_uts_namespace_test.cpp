#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

extern const RuleCases host_uts_namespace_cases{
    rules::host_uts_namespace,
    {
        {"its own", [](World&) {}, passes()},
        {"as Podman says it", [](World& w) { w.container.uts_mode = seen("private"); }, passes()},
        {"the host's", [](World& w) { w.container.uts_mode = seen("host"); }, violates("uts")},
        {"not reported", [](World& w) { w.container.uts_mode = missing(); }, is_unknown()},
    }};

TEST(HostUtsNamespace, FixRemovesTheOption) {
  World w;
  w.container.uts_mode = seen("host");
  EXPECT_THAT(spelled(fix_in(rules::host_uts_namespace, w)), ::testing::ElementsAre("- --uts=host | uts: \"host\""));
}

}  // namespace plimsoll::testing
