#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases cgroup_parent_foreign_cases{
    "cgroup-parent-foreign",
    {
        {"the engine's", [](World&) {}, passes()},
        {"/docker", [](World& w) { w.container.cgroup_parent = seen("/docker"); }, passes()},
        {"docker", [](World& w) { w.container.cgroup_parent = seen("docker"); }, passes()},
        {"system.slice", [](World& w) { w.container.cgroup_parent = seen("system.slice"); }, passes()},
        {"/docker/group", [](World& w) { w.container.cgroup_parent = seen("/docker/group"); }, passes()},
        {"machine.slice/machine-libpod_pod_1.slice",
         [](World& w) { w.container.cgroup_parent = seen("machine.slice/machine-libpod_pod_1.slice"); }, passes()},
        {"/", [](World& w) { w.container.cgroup_parent = seen("/"); }, violates("/")},
        {"/databases", [](World& w) { w.container.cgroup_parent = seen("/databases"); }, violates("/databases")},
        {"/dockerlike", [](World& w) { w.container.cgroup_parent = seen("/dockerlike"); }, violates("/dockerlike")},
        {"/docker/../databases", [](World& w) { w.container.cgroup_parent = seen("/docker/../databases"); },
         violates("/docker/../databases")},
        {"databases.slice", [](World& w) { w.container.cgroup_parent = seen("databases.slice"); },
         violates("databases.slice")},
        {"allowed by the policy",
         [](World& w) {
           w.settings.set(rule("cgroup-parent-foreign").settings[0], {"/batch"});
           w.container.cgroup_parent = seen("batch");
         },
         passes()},
        {"the policy's list replaces the default",
         [](World& w) {
           w.settings.set(rule("cgroup-parent-foreign").settings[0], {"/batch"});
           w.container.cgroup_parent = seen("/docker");
         },
         violates("/docker")},
        {"not reported", [](World& w) { w.container.cgroup_parent = missing(); }, is_unknown()},
    }};

TEST(CgroupParentForeign, FixRemovesTheOption) {
  World w;
  w.container.cgroup_parent = seen("/databases");
  EXPECT_THAT(spelled(fix_in(rule("cgroup-parent-foreign"), w)),
              ::testing::ElementsAre("- --cgroup-parent=/databases | cgroup_parent: \"/databases\""));
}

}  // namespace plimsoll::testing
