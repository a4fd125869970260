#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases no_new_privileges_default_off_cases{
    "no-new-privileges-default-off",
    {
        {"the engine says so",
         [](World& w) {
           w.engine.settings.no_new_privileges = missing();
           secure(w, {.no_new_privileges = true});
         },
         passes()},
        {"the engine says so, whatever its file says",
         [](World& w) {
           w.engine.settings.no_new_privileges = seen(false);
           secure(w, {.no_new_privileges = true});
         },
         passes()},
        {"only the settings say so",
         [](World& w) {
           w.engine.settings.no_new_privileges = seen(true);
           secure(w, {});
         },
         passes()},
        {"set to false", [](World& w) { w.engine.settings.no_new_privileges = seen(false); },
         violates("no-new-privileges")},
        {"settings not readable, an engine that would tell",
         [](World& w) {
           w.engine.settings.no_new_privileges = missing();
           w.engine.api_version = "1.43";
         },
         violates("no-new-privileges")},
        {"settings not readable, an engine that never tells",
         [](World& w) {
           w.engine.settings.no_new_privileges = missing(Cause::no_permission);
           w.engine.api_version = "1.41";
         },
         is_unknown(Cause::no_permission)},
        {"settings not readable, version not known",
         [](World& w) {
           w.engine.settings.no_new_privileges = missing(Cause::no_permission);
           w.engine.api_version = "";
         },
         is_unknown(Cause::no_permission)},
        {"set to true, not reported", [](World& w) { w.engine.security = missing(); }, passes()},
        {"neither",
         [](World& w) {
           w.engine.security = missing(Cause::wrong_type);
           w.engine.settings.no_new_privileges = missing();
         },
         is_unknown(Cause::wrong_type)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
