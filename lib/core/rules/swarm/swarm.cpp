#include "lib/core/rules/swarm/swarm.hpp"

namespace plimsoll {

std::optional<Verdict> unless_in_swarm(const EngineFacts& engine) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& swarm = engine.swarm;
  if (!swarm) return unknown(swarm);
  if (swarm->state == "inactive") return not_applicable(NotApplicable::no_swarm);
  // Pending, locked or in error: the node is in a swarm and tells nothing of it.
  if (swarm->state != "active") return unknown(Cause::not_reported, swarm.source(), swarm.path());
  return std::nullopt;
}

std::optional<Verdict> unless_manager(const EngineFacts& engine) {
  if (auto verdict = unless_in_swarm(engine)) return verdict;
  if (!engine.swarm->manager) return not_applicable(NotApplicable::not_a_manager);
  return std::nullopt;
}

}  // namespace plimsoll
