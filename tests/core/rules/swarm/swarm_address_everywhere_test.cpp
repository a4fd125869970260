#include "tests/core/rules/cases.hpp"
#include "tests/core/rules/swarm/swarm_cases.hpp"

namespace plimsoll::testing {

namespace {

void listen(World& w, std::vector<Listener> listeners) { w.engine.listeners = seen(std::move(listeners)); }

}  // namespace

const RuleCases swarm_address_everywhere_cases{"swarm-address-everywhere",
                                               for_nodes({
                                                   {"one address",
                                                    [](World& w) {
                                                      join_swarm(w);
                                                      listen(w, {{"192.0.2.1", 2377}, {"192.0.2.1", 7946}});
                                                    },
                                                    passes()},
                                                   {"every address",
                                                    [](World& w) {
                                                      join_swarm(w);
                                                      listen(w, {{"0.0.0.0", 2377}, {"::", 7946}});
                                                    },
                                                    violates({"0.0.0.0:2377", "[::]:7946"})},
                                                   {"TCP and UDP of one port",
                                                    [](World& w) {
                                                      join_swarm(w);
                                                      listen(w, {{"::", 7946}, {"::", 7946}});
                                                    },
                                                    violates("[::]:7946")},
                                                   {"gossip only",
                                                    [](World& w) {
                                                      join_swarm(w);
                                                      listen(w, {{"192.0.2.1", 2377}, {"0.0.0.0", 7946}});
                                                    },
                                                    violates("0.0.0.0:7946")},
                                                   {"another port",
                                                    [](World& w) {
                                                      join_swarm(w);
                                                      listen(w, {{"::", 9323}});
                                                    },
                                                    passes()},
                                                   {"a worker",
                                                    [](World& w) {
                                                      join_swarm(w, SwarmNode{.state = "active"});
                                                      listen(w, {{"::", 7946}});
                                                    },
                                                    violates("[::]:7946")},
                                                   {"not readable",
                                                    [](World& w) {
                                                      join_swarm(w);
                                                      w.engine.listeners = missing(Cause::no_permission);
                                                    },
                                                    is_unknown(Cause::no_permission)},
                                               })};

}  // namespace plimsoll::testing
