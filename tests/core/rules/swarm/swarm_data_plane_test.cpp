#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/swarm/swarm_cases.hpp"

namespace plimsoll::testing {

const RuleCases swarm_data_plane_cases{
    "swarm-data-plane",
    for_nodes({
        {"a manager", [](World& w) { join_swarm(w); }, asks_a_person({"node-address"})},
        {"a worker", [](World& w) { join_swarm(w, SwarmNode{.state = "active", .address = "192.0.2.2"}); },
         asks_a_person({"node-address"})},
    })};

}  // namespace plimsoll::testing
