#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases default_ulimits_missing_cases{
    "default-ulimits-missing",
    {
        {"both", [](World&) {}, passes()},
        {"none", [](World& w) { w.engine.settings.default_ulimits = seen_texts({}); }, violates({"nofile", "nproc"})},
        {"one of them", [](World& w) { w.engine.settings.default_ulimits = seen_texts({"nproc", "core"}); },
         violates("nofile")},
        {"another asked for",
         [](World& w) {
           w.settings.set(rule("default-ulimits-missing").settings[0], std::vector<std::string>{"core"});
         },
         violates("core")},
        {"none asked for",
         [](World& w) {
           w.engine.settings.default_ulimits = seen_texts({});
           w.settings.set(rule("default-ulimits-missing").settings[0], std::vector<std::string>{});
         },
         passes()},
        {"not readable", [](World& w) { w.engine.settings.default_ulimits = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
