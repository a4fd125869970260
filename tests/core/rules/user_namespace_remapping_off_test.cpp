#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine_cases.hpp"

namespace plimsoll::testing {

extern const RuleCases user_namespace_remapping_off_cases{
    rules::user_namespace_remapping_off,
    {
        {"remapped", [](World& w) { w.remap_users(); }, passes()},
        {"rootless", [](World& w) { secure(w, {.rootless = true}); }, passes()},
        {"neither", [](World& w) { secure(w, {}); }, violates("userns-remap")},
        {"not reported", [](World& w) { w.engine.security = missing(); }, is_unknown()},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
