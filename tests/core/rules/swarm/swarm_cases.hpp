#pragma once

#include <utility>
#include <vector>

#include "tests/core/rules/engine/engine_cases.hpp"

namespace plimsoll::testing {

/// A manager of three in a swarm that is locked, whose certificates are young.
inline void join_swarm(World& w) {
  w.engine.swarm =
      seen(SwarmNode{.state = "active", .address = "192.0.2.1", .manager = true, .managers = 3, .nodes = 5});
  w.engine.swarm_cluster = seen(SwarmCluster{
      .autolock = true, .node_certificate_seconds = 90 * kDay, .root_certificate_from = kNow - 365 * kDay});
}

inline void join_swarm(World& w, SwarmNode node) {
  join_swarm(w);
  w.engine.swarm = seen(std::move(node));
}

inline void join_swarm(World& w, SwarmCluster cluster) {
  join_swarm(w);
  w.engine.swarm_cluster = seen(cluster);
}

/// The cases of every rule about nodes of a swarm, and its own.
inline std::vector<Case> for_nodes(std::vector<Case> own) {
  std::vector<Case> cases = {
      of_docker_only(),
      {"no swarm", [](World&) {}, does_not_apply(NotApplicable::no_swarm)},
      {"swarm not reported", [](World& w) { w.engine.swarm = missing(); }, is_unknown()},
      {"locked: it tells nothing", [](World& w) { join_swarm(w, SwarmNode{.state = "locked"}); },
       is_unknown(Cause::not_reported)},
      {"in error", [](World& w) { join_swarm(w, SwarmNode{.state = "error"}); }, is_unknown(Cause::not_reported)},
      {"joining", [](World& w) { join_swarm(w, SwarmNode{.state = "pending"}); }, is_unknown(Cause::not_reported)},
  };
  cases.insert(cases.end(), own.begin(), own.end());
  return cases;
}

/// The cases of every rule about what only managers know, and its own.
inline std::vector<Case> for_managers(std::vector<Case> own) {
  own.push_back({"worker",
                 [](World& w) {
                   join_swarm(w, SwarmNode{.state = "active", .address = "192.0.2.2"});
                   w.engine.swarm_cluster = missing(Cause::null);
                 },
                 does_not_apply(NotApplicable::not_a_manager)});
  return for_nodes(std::move(own));
}

}  // namespace plimsoll::testing
