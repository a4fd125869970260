#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases ipc_shareable_cases{
    "ipc-shareable",
    {

        {"private", [](World&) {}, passes()},
        {"none", [](World& w) { w.container.ipc_mode = seen("none"); }, passes()},
        {"the host's is for another rule", [](World& w) { w.container.ipc_mode = seen("host"); }, passes()},
        {"joins another container's", [](World& w) { w.container.ipc_mode = seen("container:web"); }, passes()},
        {"shareable", [](World& w) { w.container.ipc_mode = seen("shareable"); }, violates("ipc")},
        {"the engine's default, whatever that was", [](World& w) { w.container.ipc_mode = seen(""); },
         is_unknown(Cause::not_reported)},
        {"not reported", [](World& w) { w.container.ipc_mode = missing(); }, is_unknown()},
    }};

TEST(IpcShareable, FixMakesItPrivate) {
  World w;
  w.container.ipc_mode = seen("shareable");
  EXPECT_THAT(spelled(fix_in(rule("ipc-shareable"), w)),
              ::testing::ElementsAre("- --ipc=shareable | ipc: shareable", "+ --ipc=private | ipc: private"));
}

}  // namespace plimsoll::testing
