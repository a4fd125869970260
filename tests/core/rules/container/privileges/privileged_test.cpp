#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases privileged_cases{
    "privileged",
    {
        {"not privileged", [](World&) {}, passes()},
        {"privileged", [](World& w) { w.container.privileged = seen(true); }, violates("privileged")},
        {"privileged, users remapped",
         [](World& w) {
           w.container.privileged = seen(true);
           w.remap_users();
         },
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"privileged, out of the remapping",
         [](World& w) {
           w.container.privileged = seen(true);
           w.remap_users();
           w.container.userns_mode = seen("host");
         },
         violates("privileged")},
        {"privileged, in a user namespace of its own on Podman",
         [](World& w) {
           w.container.privileged = seen(true);
           w.engine.kind = EngineKind::podman;
           w.container.userns_mode = seen("private");
         },
         is_unknown(Cause::not_reported)},
        {"privileged, users mapped by Podman",
         [](World& w) {
           w.container.privileged = seen(true);
           w.engine.kind = EngineKind::podman;
           w.container.userns_mode = seen("auto:size=65536");
         },
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"privileged, in a user namespace of its own on a Podman without root",
         [](World& w) {
           w.container.privileged = seen(true);
           w.engine.kind = EngineKind::podman;
           w.engine.security = seen(EngineSecurity{.rootless = true});
           w.container.userns_mode = seen("private");
         },
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"privileged, and Docker says private of another namespace",
         [](World& w) {
           w.container.privileged = seen(true);
           w.container.userns_mode = seen("private");
         },
         violates("privileged")},
        {"not reported", [](World& w) { w.container.privileged = missing(); }, is_unknown()},
        {"engine does not say whether it remaps users",
         [](World& w) {
           w.container.privileged = seen(true);
           w.engine.security = missing(Cause::wrong_type);
         },
         is_unknown(Cause::wrong_type)},
    }};

}  // namespace plimsoll::testing
