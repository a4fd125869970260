#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/swarm/swarm_cases.hpp"

namespace plimsoll::testing {

const RuleCases swarm_mode_on_cases{
    "swarm-mode-on",
    {
        {"inactive", [](World&) {}, passes()},
        {"active", [](World& w) { w.engine.swarm = seen(SwarmNode{.state = "active"}); }, violates("swarm")},
        {"pending", [](World& w) { w.engine.swarm = seen(SwarmNode{.state = "pending"}); }, violates("swarm")},
        {"locked", [](World& w) { w.engine.swarm = seen(SwarmNode{.state = "locked"}); }, violates("swarm")},
        {"error", [](World& w) { w.engine.swarm = seen(SwarmNode{.state = "error"}); }, violates("swarm")},
        {"meant to be in one",
         [](World& w) {
           join_swarm(w,
                      SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 3, .nodes = 9});
           w.settings.set(rule("swarm-mode-on").settings[0], 1);
         },
         passes()},
        {"not reported", [](World& w) { w.engine.swarm = missing(); }, is_unknown()},
        of_docker_only(),
    }};

}  // namespace plimsoll::testing
