#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases mount_propagation_shared_cases{
    "mount-propagation-shared",
    {
        {"no mount", [](World&) {}, passes()},
        {"rprivate", [](World& w) { w.bind("/srv/data"); }, passes()},
        {"shared",
         [](World& w) {
           w.container.mounts = seen({Mount{.type = "bind",
                                            .source = "/srv/data",
                                            .destination = "/data",
                                            .propagation = "shared",
                                            .read_write = true}});
         },
         violates("/srv/data")},
        {"rshared",
         [](World& w) {
           w.container.mounts = seen({Mount{.type = "bind",
                                            .source = "/srv/data",
                                            .destination = "/data",
                                            .propagation = "rshared",
                                            .read_write = true}});
         },
         violates("/srv/data")},
        {"slave",
         [](World& w) {
           w.container.mounts = seen({Mount{.type = "bind",
                                            .source = "/srv/data",
                                            .destination = "/data",
                                            .propagation = "slave",
                                            .read_write = true}});
         },
         passes()},
        {"rslave",
         [](World& w) {
           w.container.mounts = seen({Mount{.type = "bind",
                                            .source = "/srv/data",
                                            .destination = "/data",
                                            .propagation = "rslave",
                                            .read_write = true}});
         },
         passes()},
        {"private",
         [](World& w) {
           w.container.mounts = seen({Mount{.type = "bind",
                                            .source = "/srv/data",
                                            .destination = "/data",
                                            .propagation = "private",
                                            .read_write = true}});
         },
         passes()},
        {"not told",
         [](World& w) {
           w.container.mounts = seen({Mount{
               .type = "bind", .source = "/srv/data", .destination = "/data", .propagation = "", .read_write = true}});
         },
         passes()},
        {"a longer word",
         [](World& w) {
           w.container.mounts = seen({Mount{.type = "bind",
                                            .source = "/srv/data",
                                            .destination = "/data",
                                            .propagation = "unshared",
                                            .read_write = true}});
         },
         passes()},
        {"two of the same source",
         [](World& w) {
           w.container.mounts =
               seen({Mount{.type = "bind", .source = "/a", .destination = "/b", .propagation = "shared"},
                     Mount{.type = "bind", .source = "/a", .destination = "/c", .propagation = "shared"}});
         },
         violates("/a")},
        {"mounts not reported", [](World& w) { w.container.mounts = missing(); }, is_unknown()},
    }};

TEST(MountPropagationShared, FixKeepsTheOtherDirection) {
  World w;
  w.container.mounts = seen({Mount{
      .type = "bind", .source = "/srv/data", .destination = "/data", .propagation = "rshared", .read_write = false}});
  EXPECT_THAT(
      spelled(fix_in(rule("mount-propagation-shared"), w)),
      ::testing::ElementsAre("- --volume=/srv/data:/data:ro,rshared | volumes: [\"/srv/data:/data:ro,rshared\"]",
                             "+ --volume=/srv/data:/data:ro,rslave | volumes: [\"/srv/data:/data:ro,rslave\"]"));
}

}  // namespace plimsoll::testing
