#include "tests/core/rules/container/privileges/security_cases.hpp"

namespace plimsoll::testing {
namespace {

const auto kNotTold = [](World& w) { w.engine.settings.no_new_privileges = seen(false); };
const auto kNotSet = both(security_options({}), kNotTold);
const auto kFalse = security_options({.no_new_privileges = false});
const auto kEngineDefault = engine_security({.no_new_privileges = true});

}  // namespace

const RuleCases no_new_privileges_missing_cases{
    "no-new-privileges-missing",
    {
        {"set", security_options({.no_new_privileges = true}), passes()},
        {"set, privileged", both(security_options({.no_new_privileges = true}), privileged), passes()},
        {"set, and the engine says nothing", [](World& w) { w.engine.security = missing(); }, passes()},
        {"the engine's default", both(kNotSet, kEngineDefault), passes()},
        {"the engine was told, before it says so itself",
         both(kNotSet, [](World& w) { w.engine.settings.no_new_privileges = seen(true); }), passes()},
        {"not set", kNotSet, violates("no-new-privileges")},
        {"set to false", kFalse, violates("no-new-privileges")},
        {"set to false against the engine's default", both(kFalse, kEngineDefault), violates("no-new-privileges")},
        {"set to false, and the engine says nothing", both(kFalse, [](World& w) { w.engine.security = missing(); }),
         violates("no-new-privileges")},
        {"not reported", [](World& w) { w.container.security_options = missing(); }, is_unknown()},
        {"not set, and the engine says nothing",
         both(kNotSet, [](World& w) { w.engine.security = missing(Cause::null); }), is_unknown(Cause::null)},
    }};

}  // namespace plimsoll::testing
