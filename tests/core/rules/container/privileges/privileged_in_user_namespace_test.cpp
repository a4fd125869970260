#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

void privileged_and_remapped(World& w) {
  w.container.privileged = seen(true);
  w.remap_users();
}

}  // namespace

const RuleCases privileged_in_user_namespace_cases{
    "privileged-in-user-namespace",
    {
        {"not privileged", [](World& w) { w.remap_users(); }, passes()},
        {"privileged, users remapped", privileged_and_remapped, violates("privileged")},
        {"privileged, rootless engine",
         [](World& w) {
           w.container.privileged = seen(true);
           w.engine.security = seen(EngineSecurity{.rootless = true});
         },
         violates("privileged")},
        {"privileged, users not remapped", [](World& w) { w.container.privileged = seen(true); },
         does_not_apply(NotApplicable::no_user_namespace_remapping)},
        {"privileged, out of the remapping",
         [](World& w) {
           privileged_and_remapped(w);
           w.container.userns_mode = seen("host");
         },
         does_not_apply(NotApplicable::no_user_namespace_remapping)},
        {"not reported", [](World& w) { w.container.privileged = missing(); }, is_unknown()},
        {"nobody knows whether it is out of the remapping",
         [](World& w) {
           privileged_and_remapped(w);
           w.container.userns_mode = missing(Cause::wrong_type);
         },
         is_unknown(Cause::wrong_type)},
    }};

}  // namespace plimsoll::testing
