#include "tests/core/rules/effective_cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {
namespace {

void join(World& w, const char* mode_of_the_other) {
  w.container.network_mode = seen("container:" + std::string(64, 'b'));
  ContainerFacts other = World().container;
  other.id = std::string(64, 'b');
  other.name = "db";
  other.network_mode = seen(mode_of_the_other);
  w.others.push_back(std::move(other));
}

}  // namespace

const RuleCases host_network_cases{
    "host-network",
    {
        {"the kernel says that it is its own", kernel_says({}), passes()},
        {"the kernel says that it is the host's",
         all_of({[](World& w) { w.container.network_mode = seen("private"); }, kernel_says({NamespaceKind::network})}),
         violates("network")},
        {"another namespace is the host's", kernel_says({NamespaceKind::user}), passes()},
        {"joined to one not seen, the kernel says that it is the host's",
         all_of({[](World& w) { w.container.network_mode = seen("container:cccccccccccc"); },
                 kernel_says({NamespaceKind::network})}),
         violates("network")},
        {"joined to one not seen, the kernel says that it is not",
         all_of({[](World& w) { w.container.network_mode = seen("container:cccccccccccc"); }, kernel_says({})}),
         passes()},
        {"the kernel's side not read", without_effective, passes()},
        {"its own", [](World&) {}, passes()},
        {"the host's", [](World& w) { w.container.network_mode = seen("host"); }, violates("network")},
        {"\"bridge\"", [](World& w) { w.container.network_mode = seen("bridge"); }, passes()},
        {"\"default\"", [](World& w) { w.container.network_mode = seen("default"); }, passes()},
        {"\"none\"", [](World& w) { w.container.network_mode = seen("none"); }, passes()},
        {"\"hostile\"", [](World& w) { w.container.network_mode = seen("hostile"); }, passes()},
        {"\"\"", [](World& w) { w.container.network_mode = seen(""); }, passes()},
        {"joined to one with its own", [](World& w) { join(w, "private"); }, passes()},
        {"joined to one with the host's", [](World& w) { join(w, "host"); }, violates("network")},
        {"joined to one that joins another, not seen", [](World& w) { join(w, "container:cccccccccccc"); },
         is_unknown(Cause::unresolved)},
        {"joined to one not seen", [](World& w) { w.container.network_mode = seen("container:cccccccccccc"); },
         is_unknown(Cause::unresolved)},
        {"joined in a circle", [](World& w) { join(w, "container:web"); }, is_unknown(Cause::unresolved)},
        {"the other's not reported",
         [](World& w) {
           join(w, "");
           w.others[0].network_mode = missing(Cause::null);
         },
         is_unknown(Cause::null)},
        {"a namespace file", [](World& w) { w.container.network_mode = seen("ns:/proc/1/ns/x"); },
         is_unknown(Cause::unresolved)},
        {"not reported", [](World& w) { w.container.network_mode = missing(); }, is_unknown()},
    }};

TEST(HostNetwork, FixRemovesTheOption) {
  World w;
  w.container.network_mode = seen("host");
  EXPECT_THAT(spelled(fix_in(rule("host-network"), w)),
              ::testing::ElementsAre("- --network=host | network_mode: \"host\""));
}

TEST(HostNetwork, FixNamesTheContainerJoined) {
  World w;
  join(w, "host");
  EXPECT_THAT(spelled(fix_in(rule("host-network"), w)),
              ::testing::ElementsAre("- --network=container:db | network_mode: \"container:db\""));
}

}  // namespace plimsoll::testing
