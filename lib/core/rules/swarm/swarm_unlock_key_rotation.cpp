#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/rules/swarm/swarm.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "7.6"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/swarm/swarm_manager_locking/#rotate-the-unlock-key",
    "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.swarm", "engine.swarm_cluster"};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (const auto verdict = unless_manager(engine)) return *verdict;
  const auto& cluster = engine.swarm_cluster;
  if (!cluster) return unknown(cluster);
  return manual(
      {item_of("autolock", cluster, std::string(cluster.path()), show(cluster->autolock), "true"),
       item_of("managers", engine.swarm, "Swarm.Managers", show(engine.swarm->managers), "each knows the new key")});
}

}  // namespace

PLIMSOLL_RULE(swarm_unlock_key_rotation){
    .id = "swarm-unlock-key-rotation",
    .title = "Somebody must look when the key that unlocks managers was last changed",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Each person and each backup that ever saw the key can unlock a manager until it is changed; the engine tells "
        "nobody when that was.",
    .remediation =
        "Run docker swarm unlock-key --rotate at the times that your rules ask for, and after anybody who knew it "
        "left.",
    .impact = "A manager that was down while the key changed asks for the old one once.",
    .violation_example = "a key that is as old as the swarm",
    .pass_example = "a key changed after the last person who knew it left",
    .references = kReferences,
    .not_applicable_when = kNoManager,
    .reads = kReads,
    .judge = judge,
    .for_a_person = true,
};

}  // namespace plimsoll::rules
