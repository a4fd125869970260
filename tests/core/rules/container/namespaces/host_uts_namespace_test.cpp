#include "tests/core/rules/effective_cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases host_uts_namespace_cases{
    "host-uts-namespace",
    {
        {"the kernel says that it is its own", kernel_says({}), passes()},
        {"the kernel says that it is the host's",
         all_of({[](World& w) { w.container.uts_mode = seen("private"); }, kernel_says({NamespaceKind::uts})}),
         violates("uts")},
        {"another namespace is the host's", kernel_says({NamespaceKind::user}), passes()},
        {"joined to one not seen, the kernel says that it is the host's",
         all_of({[](World& w) { w.container.uts_mode = seen("container:cccccccccccc"); },
                 kernel_says({NamespaceKind::uts})}),
         violates("uts")},
        {"joined to one not seen, the kernel says that it is not",
         all_of({[](World& w) { w.container.uts_mode = seen("container:cccccccccccc"); }, kernel_says({})}), passes()},
        {"the kernel's side not read", without_effective, passes()},
        {"its own", [](World&) {}, passes()},
        {"as Podman says it", [](World& w) { w.container.uts_mode = seen("private"); }, passes()},
        {"the host's", [](World& w) { w.container.uts_mode = seen("host"); }, violates("uts")},
        {"not reported", [](World& w) { w.container.uts_mode = missing(); }, is_unknown()},
    }};

TEST(HostUtsNamespace, FixRemovesTheOption) {
  World w;
  w.container.uts_mode = seen("host");
  EXPECT_THAT(spelled(fix_in(rule("host-uts-namespace"), w)), ::testing::ElementsAre("- --uts=host | uts: \"host\""));
}

}  // namespace plimsoll::testing
