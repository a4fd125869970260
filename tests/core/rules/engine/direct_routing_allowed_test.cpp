#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases direct_routing_allowed_cases{
    "direct-routing-allowed",
    {
        {"as it should be", [](World& w) { w.engine.settings.allow_direct_routing = seen(false); }, passes()},
        {"switched the other way", [](World& w) { w.engine.settings.allow_direct_routing = seen(true); },
         violates("allow-direct-routing")},
        {"not reported", [](World& w) { w.engine.settings.allow_direct_routing = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
