#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases authorization_plugin_missing_cases{
    "authorization-plugin-missing",
    {
        {"one", [](World&) {}, passes()},
        {"none", [](World& w) { w.engine.authorization_plugins = seen_texts({}); }, violates("authorization-plugins")},
        {"not reported", [](World& w) { w.engine.authorization_plugins = missing(); }, is_unknown()},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
