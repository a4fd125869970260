#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/swarm/swarm_cases.hpp"

namespace plimsoll::testing {

const RuleCases swarm_unlock_key_rotation_cases{
    "swarm-unlock-key-rotation",
    for_managers({
        {"a manager", [](World& w) { join_swarm(w); }, asks_a_person({"autolock", "managers"})},
        {"without a key", [](World& w) { join_swarm(w, SwarmCluster{}); }, asks_a_person({"autolock", "managers"})},
        {"cluster not reported",
         [](World& w) {
           join_swarm(w);
           w.engine.swarm_cluster = missing(Cause::wrong_type);
         },
         is_unknown(Cause::wrong_type)},
    })};

}  // namespace plimsoll::testing
