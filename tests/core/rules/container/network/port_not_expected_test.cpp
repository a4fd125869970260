#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {
namespace {

const PublishedPort kWeb{"0.0.0.0", 443, 8443, "tcp"};

std::function<void(World&)> allowing(std::vector<std::string> allowed, std::vector<PublishedPort> ports) {
  return [=](World& w) {
    w.container.published_ports = seen(ports);
    w.settings.set(rule("port-not-expected").settings[0], allowed);
  };
}

}  // namespace

const RuleCases port_not_expected_cases{
    "port-not-expected",
    {

        {"the policy names no port", [](World& w) { w.container.published_ports = seen({kWeb}); },
         does_not_apply(NotApplicable::no_policy)},
        {"nothing published", allowing({"443"}, {}), passes()},
        {"allowed", allowing({"443"}, {kWeb}), passes()},
        {"another port", allowing({"80", "4430"}, {kWeb}), violates("0.0.0.0:443/tcp")},
        {"the container's own port does not count", allowing({"8443"}, {kWeb}), violates("0.0.0.0:443/tcp")},
        {"in a range", allowing({"440-443"}, {kWeb}), passes()},
        {"outside a range", allowing({"444-500"}, {kWeb}), violates("0.0.0.0:443/tcp")},
        {"a range from end to start", allowing({"500-400"}, {kWeb}), violates("0.0.0.0:443/tcp")},
        {"of that protocol", allowing({"443/tcp"}, {kWeb}), passes()},
        {"of another protocol", allowing({"443/udp"}, {kWeb}), violates("0.0.0.0:443/tcp")},
        {"of this container", allowing({"web:443"}, {kWeb}), passes()},
        {"of another container", allowing({"webs:443"}, {kWeb}), violates("0.0.0.0:443/tcp")},
        {"of IPv6 only", allowing({"80"}, {{"::", 443, 8443, "tcp"}}), violates("[::]:443/tcp")},
        {"what is no port allows nothing", allowing({"443x", "", "-", "web:"}, {kWeb}), violates("0.0.0.0:443/tcp")},
        {"host network",
         [](World& w) {
           allowing({"443"}, {})(w);
           w.container.network_mode = seen("host");
         },
         does_not_apply(NotApplicable::host_network)},
        {"not reported",
         [](World& w) {
           allowing({"443"}, {})(w);
           w.container.published_ports = missing();
         },
         is_unknown()},
    }};

TEST(PortNotExpected, FixPublishesOnlyThoseThatAreAllowed) {
  World w;
  allowing({"443"}, {kWeb, {"0.0.0.0", 80, 80, "tcp"}, {"::", 80, 80, "tcp"}})(w);
  EXPECT_THAT(spelled(fix_in(rule("port-not-expected"), w)),
              ::testing::ElementsAre("- --publish=80:80 | ports: [\"80:80\"]"));
}

}  // namespace plimsoll::testing
