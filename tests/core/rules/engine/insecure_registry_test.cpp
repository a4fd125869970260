#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases insecure_registry_cases{
    "insecure-registry",
    {
        {"none", [](World&) {}, passes()},
        {"a host and a network",
         [](World& w) { w.engine.insecure_registries = seen_texts({"registry.corp.example:5000", "10.0.0.0/8"}); },
         violates({"registry.corp.example:5000", "10.0.0.0/8"})},
        {"the same twice", [](World& w) { w.engine.insecure_registries = seen_texts({"a.example", "a.example"}); },
         violates("a.example")},
        {"not reported", [](World& w) { w.engine.insecure_registries = missing(); }, is_unknown()},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
