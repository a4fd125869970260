#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases engine_configuration_not_in_force_cases{
    "engine-configuration-not-in-force",
    {
        {"as it should be", [](World& w) { w.engine.settings.changed_since_start = seen(false); }, passes()},
        {"switched the other way", [](World& w) { w.engine.settings.changed_since_start = seen(true); },
         violates("daemon.json")},
        {"not reported", [](World& w) { w.engine.settings.changed_since_start = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
