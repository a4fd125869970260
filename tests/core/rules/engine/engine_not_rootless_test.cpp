#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases engine_not_rootless_cases{
    "engine-not-rootless",
    {
        {"rootless", [](World& w) { secure(w, {.rootless = true}); }, passes()},
        {"started by root", [](World& w) { secure(w, {}); }, violates("rootless")},
        {"root, with remapped users", [](World& w) { w.remap_users(); }, violates("rootless")},
        {"rootless Podman",
         [](World& w) {
           w.engine.kind = EngineKind::podman;
           secure(w, {.rootless = true});
         },
         passes()},
        {"rootful Podman", [](World& w) { w.engine.kind = EngineKind::podman; }, violates("rootless")},
        {"not reported", [](World& w) { w.engine.security = missing(Cause::wrong_type); },
         is_unknown(Cause::wrong_type)},
    }};

}  // namespace plimsoll::testing
