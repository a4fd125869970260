#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases userland_proxy_on_cases{
    "userland-proxy-on",
    {
        {"as it should be", [](World& w) { w.engine.settings.userland_proxy = seen(false); }, passes()},
        {"switched the other way", [](World& w) { w.engine.settings.userland_proxy = seen(true); },
         violates("userland-proxy")},
        {"not reported", [](World& w) { w.engine.settings.userland_proxy = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
