#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases privileged_port_cases{
    "privileged-port",
    {
        {"nothing published", [](World&) {}, passes()},
        {"80", [](World& w) { w.container.published_ports = seen({PublishedPort{"0.0.0.0", 80, 8080, "tcp"}}); },
         violates("0.0.0.0:80/tcp")},
        {"1023", [](World& w) { w.container.published_ports = seen({PublishedPort{"127.0.0.1", 1023, 80, "tcp"}}); },
         violates("127.0.0.1:1023/tcp")},
        {"1024", [](World& w) { w.container.published_ports = seen({PublishedPort{"0.0.0.0", 1024, 80, "tcp"}}); },
         passes()},
        {"1", [](World& w) { w.container.published_ports = seen({PublishedPort{"0.0.0.0", 1, 80, "udp"}}); },
         violates("0.0.0.0:1/udp")},
        {"none", [](World& w) { w.container.published_ports = seen({PublishedPort{"0.0.0.0", 0, 80, "tcp"}}); },
         passes()},
        {"IPv6 only", [](World& w) { w.container.published_ports = seen({PublishedPort{"::", 443, 8443, "tcp"}}); },
         violates("[::]:443/tcp")},
        {"one IPv6 address",
         [](World& w) { w.container.published_ports = seen({PublishedPort{"2001:db8::1", 53, 53, "udp"}}); },
         violates("[2001:db8::1]:53/udp")},
        {"in the container only",
         [](World& w) { w.container.published_ports = seen({PublishedPort{"0.0.0.0", 8080, 80, "tcp"}}); }, passes()},
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

TEST(PrivilegedPort, FixMovesThePort) {
  World w;
  w.container.published_ports = seen({PublishedPort{"0.0.0.0", 443, 443, "tcp"}, PublishedPort{"::", 443, 443, "tcp"},
                                      PublishedPort{"2001:db8::1", 53, 53, "udp"}});
  EXPECT_THAT(spelled(fix_in(rule("privileged-port"), w)),
              ::testing::ElementsAre("- --publish=443:443 | ports: [\"443:443\"]",
                                     "+ --publish=8443:443 | ports: [\"8443:443\"]",
                                     "- --publish=[2001:db8::1]:53:53/udp | ports: [\"[2001:db8::1]:53:53/udp\"]",
                                     "+ --publish=[2001:db8::1]:8053:53/udp | ports: [\"[2001:db8::1]:8053:53/udp\"]"));
}

}  // namespace plimsoll::testing
