#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases shared_container_namespace_cases{
    "shared-container-namespace",
    {
        {"its own", [](World&) {}, passes()},
        {"the network of another", [](World& w) { w.container.network_mode = seen("container:db"); },
         violates("network")},
        {"all of another",
         [](World& w) {
           w.container.network_mode = seen("container:db");
           w.container.pid_mode = seen("container:db");
           w.container.ipc_mode = seen("container:db");
         },
         violates({"pid", "ipc", "network"})},
        {"the host's is another rule's", [](World& w) { w.container.pid_mode = seen("host"); }, passes()},
        {"a network named alike", [](World& w) { w.container.network_mode = seen("containers"); }, passes()},
        {"not reported", [](World& w) { w.container.ipc_mode = missing(); }, is_unknown()},
        {"not reported, and another shared",
         [](World& w) {
           w.container.ipc_mode = missing();
           w.container.pid_mode = seen("container:db");
         },
         violates("pid")},
    }};

TEST(SharedContainerNamespace, FixRemovesTheOption) {
  World w;
  w.container.network_mode = seen("container:db");
  EXPECT_THAT(spelled(fix_in(rule("shared-container-namespace"), w)),
              ::testing::ElementsAre("- --network=container:db | network_mode: \"container:db\""));
}

}  // namespace plimsoll::testing
