#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/swarm/swarm_cases.hpp"

namespace plimsoll::testing {

const RuleCases swarm_manager_count_cases{
    "swarm-manager-count",
    for_managers({
        {"3",
         [](World& w) {
           join_swarm(w,
                      SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 3, .nodes = 9});
         },
         passes()},
        {"5",
         [](World& w) {
           join_swarm(w,
                      SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 5, .nodes = 9});
         },
         passes()},
        {"7",
         [](World& w) {
           join_swarm(w,
                      SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 7, .nodes = 9});
         },
         passes()},
        {"0",
         [](World& w) {
           join_swarm(w,
                      SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 0, .nodes = 9});
         },
         violates("managers")},
        {"1",
         [](World& w) {
           join_swarm(w,
                      SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 1, .nodes = 9});
         },
         violates("managers")},
        {"2",
         [](World& w) {
           join_swarm(w,
                      SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 2, .nodes = 9});
         },
         violates("managers")},
        {"4",
         [](World& w) {
           join_swarm(w,
                      SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 4, .nodes = 9});
         },
         violates("managers")},
        {"9",
         [](World& w) {
           join_swarm(w,
                      SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 9, .nodes = 9});
         },
         violates("managers")},
        {"one, which the policy allows",
         [](World& w) {
           join_swarm(w,
                      SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 1, .nodes = 9});
           w.settings.set(rule("swarm-manager-count").settings[0], 1);
         },
         passes()},
        {"five, of which the policy allows three",
         [](World& w) {
           join_swarm(w,
                      SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 5, .nodes = 9});
           w.settings.set(rule("swarm-manager-count").settings[1], 3);
         },
         violates("managers")},
    })};

}  // namespace plimsoll::testing
