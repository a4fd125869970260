#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases user_namespace_remapping_off_cases{
    "user-namespace-remapping-off",
    {
        {"remapped", [](World& w) { w.remap_users(); }, passes()},
        {"rootless", [](World& w) { secure(w, {.rootless = true}); }, passes()},
        {"neither", [](World& w) { secure(w, {}); }, violates("userns-remap")},
        {"not reported", [](World& w) { w.engine.security = missing(); }, is_unknown()},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
