#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases container_unhealthy_cases{
    "container-unhealthy",
    {

        {"healthy", [](World&) {}, passes()},
        {"not yet known", [](World& w) { w.container.health = seen("starting"); }, passes()},
        {"unhealthy", [](World& w) { w.container.health = seen("unhealthy"); }, violates("health")},
        {"no check", [](World& w) { w.container.health = seen("none"); }, does_not_apply(NotApplicable::not_set)},
        {"no check, as Podman says it", [](World& w) { w.container.health = seen(""); },
         does_not_apply(NotApplicable::not_set)},
        {"not reported", [](World& w) { w.container.health = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
