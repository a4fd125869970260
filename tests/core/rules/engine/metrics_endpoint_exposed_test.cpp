#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases metrics_endpoint_exposed_cases{
    "metrics-endpoint-exposed",
    {
        {"none", [](World&) {}, passes()},
        {"loopback", [](World& w) { w.engine.settings.metrics_address = seen("127.0.0.1:9323"); }, passes()},
        {"loopback of IPv6", [](World& w) { w.engine.settings.metrics_address = seen("[::1]:9323"); }, passes()},
        {"localhost", [](World& w) { w.engine.settings.metrics_address = seen("localhost:9323"); }, passes()},
        {"every address", [](World& w) { w.engine.settings.metrics_address = seen("0.0.0.0:9323"); },
         violates("metrics-addr")},
        {"every address of IPv6", [](World& w) { w.engine.settings.metrics_address = seen("[::]:9323"); },
         violates("metrics-addr")},
        {"a port alone is every address", [](World& w) { w.engine.settings.metrics_address = seen(":9323"); },
         violates("metrics-addr")},
        {"one of the network", [](World& w) { w.engine.settings.metrics_address = seen("192.0.2.1:9323"); },
         violates("metrics-addr")},
        {"a name that looks like loopback",
         [](World& w) { w.engine.settings.metrics_address = seen("127.0.0.1.example:9323"); },
         violates("metrics-addr")},
        {"not readable", [](World& w) { w.engine.settings.metrics_address = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
