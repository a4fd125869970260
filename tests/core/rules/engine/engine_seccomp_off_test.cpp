#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases engine_seccomp_off_cases{
    "engine-seccomp-off",
    {
        {"builtin, as engines say since 23.0", [](World& w) { secure(w, {.seccomp_profile = "builtin"}); }, passes()},
        {"default, as they said before", [](World& w) { secure(w, {.seccomp_profile = "default"}); }, passes()},
        {"a file", [](World& w) { secure(w, {.seccomp_profile = "/etc/docker/seccomp.json"}); }, passes()},
        {"unconfined", [](World& w) { secure(w, {.seccomp_profile = "unconfined"}); }, violates("seccomp-profile")},
        {"none at all", [](World& w) { secure(w, {}); }, violates("seccomp-profile")},
        {"Podman without",
         [](World& w) {
           w.engine.kind = EngineKind::podman;
           secure(w, {});
         },
         violates("seccomp-profile")},
        {"not reported", [](World& w) { w.engine.security = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
