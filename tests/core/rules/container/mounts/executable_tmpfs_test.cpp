#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases executable_tmpfs_cases{
    "executable-tmpfs",
    {

        {"none", [](World&) {}, passes()},
        {"two", [](World& w) { w.container.executable_tmpfs = seen_texts({"/tmp", "/run"}); },
         violates({"/tmp", "/run"})},
        {"not reported", [](World& w) { w.container.executable_tmpfs = missing(); }, is_unknown()},
    }};

TEST(ExecutableTmpfs, FixLeavesExecOut) {
  World w;
  w.container.executable_tmpfs = seen_texts({"/tmp"});
  EXPECT_THAT(
      spelled(fix_in(rule("executable-tmpfs"), w)),
      ::testing::ElementsAre("- --tmpfs=/tmp:exec | tmpfs: [\"/tmp:exec\"]", "+ --tmpfs=/tmp | tmpfs: [\"/tmp\"]"));
}

}  // namespace plimsoll::testing
