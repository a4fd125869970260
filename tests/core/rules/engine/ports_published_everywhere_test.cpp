#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases ports_published_everywhere_cases{
    "ports-published-everywhere",
    {
        {"loopback", [](World&) {}, passes()},
        {"one of the network", [](World& w) { w.engine.settings.publish_address = seen("192.0.2.1"); }, passes()},
        {"not set", [](World& w) { w.engine.settings.publish_address = seen(""); }, violates("ip")},
        {"every address", [](World& w) { w.engine.settings.publish_address = seen("0.0.0.0"); }, violates("ip")},
        {"every address of IPv6", [](World& w) { w.engine.settings.publish_address = seen("::"); }, violates("ip")},
        {"the same at length", [](World& w) { w.engine.settings.publish_address = seen("0:0:0:0:0:0:0:0"); },
         violates("ip")},
        {"one of IPv6", [](World& w) { w.engine.settings.publish_address = seen("2001:db8::1"); }, passes()},
        {"not readable", [](World& w) { w.engine.settings.publish_address = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
