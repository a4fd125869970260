#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.1"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/swarm/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.swarm"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

constexpr Setting kWanted{.name = "wanted",
                          .default_integer = 0,
                          .minimum = 0,
                          .maximum = 1,
                          .about = "1 if the host is meant to be in a swarm."};
constexpr Setting kSettings[] = {kWanted};

Verdict judge(const EngineFacts& engine, const Context& context) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& swarm = engine.swarm;
  if (!swarm) return unknown(swarm);
  if (swarm->state == "inactive" || context.settings.integer(kWanted) != 0) return pass();
  return violation(item_of("swarm", swarm, "Swarm.LocalNodeState", swarm->state, "inactive"));
}

}  // namespace

PLIMSOLL_RULE(swarm_mode_on){
    .id = "swarm-mode-on",
    .title = "Engine is a node of a swarm",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "A node listens for other nodes and runs what the swarm's managers say; nobody needs that on a host that "
        "stands alone.",
    .remediation = "Run docker swarm leave; or say in the policy that this host is meant to be in one.",
    .impact = "Services of the swarm stop on this host.",
    .violation_example = "docker swarm init",
    .pass_example = "a host outside a swarm, or setting wanted at 1",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
