#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/swarm/swarm_cases.hpp"

namespace plimsoll::testing {

const RuleCases swarm_root_certificate_old_cases{
    "swarm-root-certificate-old",
    for_managers({
        {"a year", [](World& w) { join_swarm(w); }, passes()},
        {"five years", [](World& w) { join_swarm(w, SwarmCluster{.root_certificate_from = kNow - 1825 * kDay}); },
         passes()},
        {"five years and a day",
         [](World& w) { join_swarm(w, SwarmCluster{.root_certificate_from = kNow - 1826 * kDay}); },
         violates("root-certificate")},
        {"old, being changed",
         [](World& w) {
           join_swarm(w, SwarmCluster{.root_certificate_from = kNow - 4000 * kDay, .root_rotating = true});
         },
         passes()},
        {"of tomorrow", [](World& w) { join_swarm(w, SwarmCluster{.root_certificate_from = kNow + kDay}); }, passes()},
        {"two years, where the policy wants one",
         [](World& w) {
           join_swarm(w, SwarmCluster{.root_certificate_from = kNow - 730 * kDay});
           w.settings.set(rule("swarm-root-certificate-old").settings[0], 365);
         },
         violates("root-certificate")},
        {"not told", [](World& w) { join_swarm(w, SwarmCluster{}); }, is_unknown(Cause::not_reported)},
        {"cluster not reported",
         [](World& w) {
           join_swarm(w);
           w.engine.swarm_cluster = missing(Cause::wrong_type);
         },
         is_unknown(Cause::wrong_type)},
    })};

}  // namespace plimsoll::testing
