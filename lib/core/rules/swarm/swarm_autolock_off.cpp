#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/rules/swarm/swarm.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "7.5"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/swarm/swarm_manager_locking/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.swarm", "engine.swarm_cluster"};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (const auto verdict = unless_manager(engine)) return *verdict;
  return judge_switch("autolock", part_of(engine.swarm_cluster, &SwarmCluster::autolock), true);
}

}  // namespace

PLIMSOLL_RULE(swarm_autolock_off){
    .id = "swarm-autolock-off",
    .title = "Swarm keeps the key to its secrets on the disk of each manager",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "A copy of that disk, such as a backup, is then enough to read all secrets of the swarm and to pose as a "
        "manager.",
    .remediation = "Run docker swarm update --autolock=true and keep the key that it prints outside the swarm.",
    .impact = "After a restart each manager waits for somebody to give it the key.",
    .violation_example = "docker swarm init",
    .pass_example = "docker swarm init --autolock",
    .references = kReferences,
    .not_applicable_when = kNoManager,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
