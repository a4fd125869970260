#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/network_address.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/rules/swarm/swarm.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "7.2"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/swarm/networking/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.swarm", "engine.listeners"};

constexpr std::uint16_t kManagement = 2377;
constexpr std::uint16_t kGossip = 7946;

bool is_of_swarm(const Listener& listener) { return listener.port == kManagement || listener.port == kGossip; }

Verdict judge(const EngineFacts& engine, const Context&) {
  if (const auto verdict = unless_in_swarm(engine)) return *verdict;
  const auto& listeners = engine.listeners;
  if (!listeners) return unknown(listeners);
  ItemList items;
  for (std::size_t i = 0; i < listeners->size(); ++i) {
    const Listener& listener = (*listeners)[i];
    if (!is_of_swarm(listener) || !is_every_address(listener.address)) continue;
    const std::string address = with_port(listener.address, listener.port);
    items.add(item_of(address, listeners, element(listeners, i), address, "one address of the host"));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(swarm_address_everywhere){
    .id = "swarm-address-everywhere",
    .title = "Swarm listens on every address of the host",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Every network of the host then reaches the ports by which nodes join, are commanded and tell each other what "
        "runs.",
    .remediation = "Leave the swarm and join it with --listen-addr at the address of the network that the nodes share.",
    .impact = "Nodes on other networks no longer reach this one.",
    .violation_example = "docker swarm init",
    .pass_example = "docker swarm init --listen-addr 192.0.2.1:2377",
    .references = kReferences,
    .not_applicable_when = kOutsideSwarm,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
