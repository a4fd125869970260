#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/rules/swarm/swarm.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "7.9"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/swarm/networking/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.swarm"};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (const auto verdict = unless_in_swarm(engine)) return *verdict;
  const auto& swarm = engine.swarm;
  return manual(
      {item_of("node-address", swarm, "Swarm.NodeAddr", swarm->address, "not the address that containers send from")});
}

}  // namespace

PLIMSOLL_RULE(swarm_data_plane){
    .id = "swarm-data-plane",
    .title = "Somebody must look whether managers and containers use networks of their own",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "On one network, a flood from containers cuts managers off, and who watches it sees both. The engine does not "
        "tell which address containers send from.",
    .remediation = "Join each node with --data-path-addr at an address of another network than --advertise-addr.",
    .impact = "Each host needs an address in two networks, and a node must leave the swarm to change it.",
    .violation_example = "docker swarm init --advertise-addr 192.0.2.1",
    .pass_example = "docker swarm init --advertise-addr 192.0.2.1 --data-path-addr 198.51.100.1",
    .references = kReferences,
    .not_applicable_when = kOutsideSwarm,
    .reads = kReads,
    .judge = judge,
    .for_a_person = true,
};

}  // namespace plimsoll::rules
