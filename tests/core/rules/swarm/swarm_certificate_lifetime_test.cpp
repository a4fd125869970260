#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/swarm/swarm_cases.hpp"

namespace plimsoll::testing {

const RuleCases swarm_certificate_lifetime_cases{
    "swarm-certificate-lifetime",
    for_managers({
        {"90 days", [](World& w) { join_swarm(w); }, passes()},
        {"a day, which is stricter", [](World& w) { join_swarm(w, SwarmCluster{.node_certificate_seconds = kDay}); },
         passes()},
        {"a second more than 90 days",
         [](World& w) { join_swarm(w, SwarmCluster{.node_certificate_seconds = 90 * kDay + 1}); },
         violates("node-certificates")},
        {"a week, where the policy wants a day",
         [](World& w) {
           join_swarm(w, SwarmCluster{.node_certificate_seconds = 7 * kDay});
           w.settings.set(rule("swarm-certificate-lifetime").settings[0], 1);
         },
         violates("node-certificates")},
        {"a year, which the policy allows",
         [](World& w) {
           join_swarm(w, SwarmCluster{.node_certificate_seconds = 365 * kDay});
           w.settings.set(rule("swarm-certificate-lifetime").settings[0], 365);
         },
         passes()},
        {"not told", [](World& w) { join_swarm(w, SwarmCluster{}); }, is_unknown(Cause::not_reported)},
        {"cluster not reported",
         [](World& w) {
           join_swarm(w);
           w.engine.swarm_cluster = missing(Cause::wrong_type);
         },
         is_unknown(Cause::wrong_type)},
    })};

}  // namespace plimsoll::testing
