#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases container_editing_plugins_cases{
    "container-editing-plugins",
    {
        {"off", [](World&) {}, passes()},
        {"on", [](World& w) { w.engine.nri = seen(true); }, violates("nri")},
        {"an engine that knows none",
         [](World& w) {
           w.engine.nri = missing();
           w.engine.api_version = "1.52";
         },
         passes()},
        {"not told by one that knows them",
         [](World& w) {
           w.engine.nri = missing();
           w.engine.api_version = "1.53";
         },
         is_unknown()},
        {"not told by one of no known version",
         [](World& w) {
           w.engine.nri = missing();
           w.engine.api_version = "";
         },
         is_unknown()},
        {"not of the type",
         [](World& w) {
           w.engine.nri = missing(Cause::wrong_type);
           w.engine.api_version = "1.53";
         },
         is_unknown(Cause::wrong_type)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
