#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases experimental_features_on_cases{
    "experimental-features-on",
    {
        {"as it should be", [](World& w) { w.engine.experimental = seen(false); }, passes()},
        {"switched the other way", [](World& w) { w.engine.experimental = seen(true); }, violates("experimental")},
        {"not reported", [](World& w) { w.engine.experimental = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
