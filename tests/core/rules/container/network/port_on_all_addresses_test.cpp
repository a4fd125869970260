#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases port_on_all_addresses_cases{
    "port-on-all-addresses",
    {
        {"nothing published", [](World&) {}, passes()},
        {"IPv4", [](World& w) { w.container.published_ports = seen({PublishedPort{"0.0.0.0", 8080, 80, "tcp"}}); },
         violates("0.0.0.0:8080/tcp")},
        {"IPv6", [](World& w) { w.container.published_ports = seen({PublishedPort{"::", 8080, 80, "tcp"}}); },
         violates("[::]:8080/tcp")},
        {"both",
         [](World& w) {
           w.container.published_ports =
               seen({PublishedPort{"0.0.0.0", 8080, 80, "tcp"}, PublishedPort{"::", 8080, 80, "tcp"}});
         },
         violates({"0.0.0.0:8080/tcp", "[::]:8080/tcp"})},
        {"no address", [](World& w) { w.container.published_ports = seen({PublishedPort{"", 5353, 53, "udp"}}); },
         violates("0.0.0.0:5353/udp")},
        {"loopback",
         [](World& w) { w.container.published_ports = seen({PublishedPort{"127.0.0.1", 8080, 80, "tcp"}}); }, passes()},
        {"one address",
         [](World& w) { w.container.published_ports = seen({PublishedPort{"192.0.2.1", 8080, 80, "tcp"}}); }, passes()},
        {"IPv6 loopback", [](World& w) { w.container.published_ports = seen({PublishedPort{"::1", 8080, 80, "tcp"}}); },
         passes()},
        {"one IPv6 address",
         [](World& w) { w.container.published_ports = seen({PublishedPort{"2001:db8::", 8080, 80, "tcp"}}); },
         passes()},
        {"one of two",
         [](World& w) {
           w.container.published_ports =
               seen({PublishedPort{"127.0.0.1", 80, 80, "tcp"}, PublishedPort{"0.0.0.0", 53, 53, "udp"}});
         },
         violates("0.0.0.0:53/udp")},
        {"on the host's network", [](World& w) { w.container.network_mode = seen("host"); },
         does_not_apply(NotApplicable::host_network)},
        {"on the host's network, joined",
         [](World& w) {
           w.container.network_mode = seen("container:proxy");
           w.others.push_back(World().container);
           w.others[0].id = std::string(64, 'b');
           w.others[0].name = "proxy";
           w.others[0].network_mode = seen("host");
         },
         does_not_apply(NotApplicable::host_network)},
        {"not reported", [](World& w) { w.container.published_ports = missing(); }, is_unknown()},
    }};

TEST(PortOnAllAddresses, FixTakesBothFamiliesForOneOption) {
  World w;
  w.container.published_ports = seen({PublishedPort{"0.0.0.0", 8080, 80, "tcp"}, PublishedPort{"::", 8080, 80, "tcp"}});
  EXPECT_THAT(spelled(fix_in(rule("port-on-all-addresses"), w)),
              ::testing::ElementsAre("- --publish=8080:80 | ports: [\"8080:80\"]",
                                     "+ --publish=127.0.0.1:8080:80 | ports: [\"127.0.0.1:8080:80\"]"));
}

TEST(PortOnAllAddresses, FixNamesTheProtocol) {
  World w;
  w.container.published_ports = seen({PublishedPort{"", 5353, 53, "udp"}});
  EXPECT_THAT(spelled(fix_in(rule("port-on-all-addresses"), w)),
              ::testing::ElementsAre("- --publish=5353:53/udp | ports: [\"5353:53/udp\"]",
                                     "+ --publish=127.0.0.1:5353:53/udp | ports: [\"127.0.0.1:5353:53/udp\"]"));
}

TEST(PortOnAllAddresses, FixStaysInItsFamily) {
  World w;
  w.container.published_ports = seen({PublishedPort{"::", 8080, 80, "tcp"}});
  EXPECT_THAT(spelled(fix_in(rule("port-on-all-addresses"), w)),
              ::testing::ElementsAre("- --publish=[::]:8080:80 | ports: [\"[::]:8080:80\"]",
                                     "+ --publish=[::1]:8080:80 | ports: [\"[::1]:8080:80\"]"));
}

}  // namespace plimsoll::testing
