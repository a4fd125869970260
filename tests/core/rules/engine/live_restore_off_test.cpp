#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

const RuleCases live_restore_off_cases{
    "live-restore-off",
    {
        {"on", [](World&) {}, passes()},
        {"off", [](World& w) { w.engine.live_restore = seen(false); }, violates("live-restore")},
        {"off in a swarm, which needs it off",
         [](World& w) {
           w.engine.live_restore = seen(false);
           w.engine.swarm = seen(SwarmNode{.state = "active"});
         },
         does_not_apply(NotApplicable::in_swarm)},
        {"off, locked node of a swarm",
         [](World& w) {
           w.engine.live_restore = seen(false);
           w.engine.swarm = seen(SwarmNode{.state = "locked"});
         },
         does_not_apply(NotApplicable::in_swarm)},
        {"on, swarm not reported", [](World& w) { w.engine.swarm = missing(); }, passes()},
        {"off, swarm not reported",
         [](World& w) {
           w.engine.live_restore = seen(false);
           w.engine.swarm = missing();
         },
         is_unknown()},
        {"not reported", [](World& w) { w.engine.live_restore = missing(Cause::wrong_type); },
         is_unknown(Cause::wrong_type)},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
