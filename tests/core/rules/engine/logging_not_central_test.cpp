#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases logging_not_central_cases{
    "logging-not-central",
    {
        {"syslog", [](World&) {}, passes()},
        {"json-file", [](World& w) { w.engine.logging_driver = seen("json-file"); }, violates("log-driver")},
        {"none", [](World& w) { w.engine.logging_driver = seen("none"); }, violates("log-driver")},
        {"local", [](World& w) { w.engine.logging_driver = seen("local"); }, violates("log-driver")},
        {"journald", [](World& w) { w.engine.logging_driver = seen("journald"); }, violates("log-driver")},
        {"journald, which the host forwards",
         [](World& w) {
           w.engine.logging_driver = seen("journald");
           w.settings.set(rule("logging-not-central").settings[0], std::vector<std::string>{"journald"});
         },
         passes()},
        {"syslog where the policy wants another",
         [](World& w) { w.settings.set(rule("logging-not-central").settings[0], std::vector<std::string>{"gelf"}); },
         violates("log-driver")},
        {"not reported", [](World& w) { w.engine.logging_driver = missing(); }, is_unknown()},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
