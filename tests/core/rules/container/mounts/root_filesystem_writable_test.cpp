#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases root_filesystem_writable_cases{
    "root-filesystem-writable",
    {
        {"read-only", [](World&) {}, passes()},
        {"writable", [](World& w) { w.container.readonly_rootfs = seen(false); }, violates("/")},
        {"not reported", [](World& w) { w.container.readonly_rootfs = missing(); }, is_unknown()},
    }};

TEST(RootFilesystemWritable, FixGivesItATmp) {
  World w;
  w.container.readonly_rootfs = seen(false);
  EXPECT_THAT(spelled(fix_in(rule("root-filesystem-writable"), w)),
              ::testing::ElementsAre("+ --read-only | read_only: true", "+ --tmpfs=/tmp | tmpfs: [\"/tmp\"]"));
}

TEST(RootFilesystemWritable, FixLeavesATmpOfItsOwn) {
  World w;
  w.container.readonly_rootfs = seen(false);
  w.container.mounts = seen({Mount{.type = "volume", .destination = "/tmp"}});
  EXPECT_THAT(spelled(fix_in(rule("root-filesystem-writable"), w)),
              ::testing::ElementsAre("+ --read-only | read_only: true"));
}

}  // namespace plimsoll::testing
