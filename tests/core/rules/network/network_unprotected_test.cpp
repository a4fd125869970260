#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases network_unprotected_cases{
    "network-unprotected",
    {
        {"not set", [](World&) {}, passes()},
        {"nat", [](World& w) { w.network.gateway_mode_ipv4 = seen("nat"); }, passes()},
        {"isolated", [](World& w) { w.network.gateway_mode_ipv4 = seen("isolated"); }, passes()},
        {"nat-unprotected", [](World& w) { w.network.gateway_mode_ipv4 = seen("nat-unprotected"); },
         violates("gateway_mode_ipv4")},
        {"routed", [](World& w) { w.network.gateway_mode_ipv4 = seen("routed"); }, violates("gateway_mode_ipv4")},
        {"IPv6 only", [](World& w) { w.network.gateway_mode_ipv6 = seen("routed"); }, violates("gateway_mode_ipv6")},
        {"both",
         [](World& w) {
           w.network.gateway_mode_ipv4 = seen("nat-unprotected");
           w.network.gateway_mode_ipv6 = seen("routed");
         },
         violates({"gateway_mode_ipv4", "gateway_mode_ipv6"})},
        {"one, the other not reported",
         [](World& w) {
           w.network.gateway_mode_ipv4 = missing();
           w.network.gateway_mode_ipv6 = seen("routed");
         },
         violates("gateway_mode_ipv6")},
        {"IPv4 not reported", [](World& w) { w.network.gateway_mode_ipv4 = missing(); }, is_unknown()},
        {"IPv6 not reported", [](World& w) { w.network.gateway_mode_ipv6 = missing(Cause::wrong_type); },
         is_unknown(Cause::wrong_type)},
    }};

}  // namespace plimsoll::testing
