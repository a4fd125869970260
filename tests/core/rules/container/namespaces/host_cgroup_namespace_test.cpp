#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases host_cgroup_namespace_cases{
    "host-cgroup-namespace",
    {
        {"its own", [](World&) {}, passes()},
        {"the host's", [](World& w) { w.container.cgroupns_mode = seen("host"); }, violates("cgroup")},
        {"the host's, cgroup v1",
         [](World& w) {
           w.engine.cgroup_version = seen(std::int64_t{1});
           w.container.cgroupns_mode = seen("host");
         },
         does_not_apply(NotApplicable::cgroup_v1)},
        {"cgroup version not reported",
         [](World& w) {
           w.container.cgroupns_mode = seen("host");
           w.engine.cgroup_version = missing(Cause::wrong_type);
         },
         is_unknown(Cause::wrong_type)},
        {"left empty", [](World& w) { w.container.cgroupns_mode = seen(""); }, is_unknown(Cause::not_reported)},
        {"not reported", [](World& w) { w.container.cgroupns_mode = missing(); }, is_unknown()},
    }};

TEST(HostCgroupNamespace, FixRemovesTheOption) {
  World w;
  w.container.cgroupns_mode = seen("host");
  EXPECT_THAT(spelled(fix_in(rule("host-cgroup-namespace"), w)),
              ::testing::ElementsAre("- --cgroupns=host | cgroup: host"));
}

TEST(HostCgroupNamespace, FixAsksForItsOwnWhereTheHostsIsTheDefault) {
  World w;
  w.container.cgroupns_mode = seen("host");
  w.engine.security = seen(EngineSecurity{});
  EXPECT_THAT(spelled(fix_in(rule("host-cgroup-namespace"), w)),
              ::testing::ElementsAre("+ --cgroupns=private | cgroup: private"));
}

}  // namespace plimsoll::testing
