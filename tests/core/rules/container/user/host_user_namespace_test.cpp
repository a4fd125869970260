#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases host_user_namespace_cases{
    "host-user-namespace",
    {
        {"remapped", [](World& w) { w.remap_users(); }, passes()},
        {"opts out",
         [](World& w) {
           w.remap_users();
           w.container.userns_mode = seen("host");
         },
         violates("userns")},
        {"a mode that begins alike",
         [](World& w) {
           w.remap_users();
           w.container.userns_mode = seen("hosted");
         },
         passes()},
        {"there is nothing to opt out of", [](World& w) { w.container.userns_mode = seen("host"); },
         does_not_apply(NotApplicable::no_user_namespace_remapping)},
        {"nobody opts out of a rootless engine",
         [](World& w) {
           w.container.userns_mode = seen("host");
           w.engine.security = seen(EngineSecurity{.user_namespace = true, .rootless = true});
         },
         does_not_apply(NotApplicable::user_namespace_remapped)},
        {"not reported", [](World& w) { w.container.userns_mode = missing(); }, is_unknown()},
        {"engine does not say whether it remaps users",
         [](World& w) {
           w.container.userns_mode = seen("host");
           w.engine.security = missing(Cause::null);
         },
         is_unknown(Cause::null)},
    }};

}  // namespace plimsoll::testing
