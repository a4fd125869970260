#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases engine_log_level_cases{
    "engine-log-level",
    {
        {"info", [](World&) {}, passes()},
        {"info in capitals", [](World& w) { w.engine.settings.log_level = seen("INFO"); }, passes()},
        {"debug by -D", [](World& w) { w.engine.debug = seen(true); }, violates("debug")},
        {"debug by level, which both tell",
         [](World& w) {
           w.engine.debug = seen(true);
           w.engine.settings.log_level = seen("debug");
         },
         violates({"debug", "log-level"})},
        {"debug since a reload, the level not readable",
         [](World& w) {
           w.engine.debug = seen(true);
           w.engine.settings.log_level = missing(Cause::no_permission);
         },
         violates("debug")},
        {"fewer records than info", [](World& w) { w.engine.settings.log_level = seen("warn"); },
         violates("log-level")},
        {"errors only, debug not reported",
         [](World& w) {
           w.engine.settings.log_level = seen("error");
           w.engine.debug = missing();
         },
         violates("log-level")},
        {"debug not reported", [](World& w) { w.engine.debug = missing(); }, is_unknown()},
        {"level not readable", [](World& w) { w.engine.settings.log_level = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
