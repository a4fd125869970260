#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/swarm/swarm_cases.hpp"

namespace plimsoll::testing {

const RuleCases swarm_autolock_off_cases{
    "swarm-autolock-off", for_managers({
                              {"locked", [](World& w) { join_swarm(w); }, passes()},
                              {"not locked", [](World& w) { join_swarm(w, SwarmCluster{}); }, violates("autolock")},
                              {"cluster not reported",
                               [](World& w) {
                                 join_swarm(w);
                                 w.engine.swarm_cluster = missing(Cause::wrong_type);
                               },
                               is_unknown(Cause::wrong_type)},
                          })};

}  // namespace plimsoll::testing
