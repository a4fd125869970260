#include "lib/core/rules/container/namespaces/namespace_chain.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.10"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/drivers/host/"};
constexpr std::string_view kReads[] = {"container.effective", "container.network_mode"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_host_namespace(
      container, context,
      {.mode = &ContainerFacts::network_mode, .kind = NamespaceKind::network, .key = "network", .file = "net"});
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  if (!container.network_mode || container.network_mode->empty()) return {};
  return {remove_mode("--network=", "network_mode", *container.network_mode, context.inventory)};
}

}  // namespace

PLIMSOLL_RULE(host_network){
    .id = "host-network",
    .title = "Container uses the host's network",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "It reaches every service that listens on the host's loopback or on an abstract socket, can listen on any "
        "port, and no network policy separates it.",
    .remediation =
        "Start it on a network of its own and publish the ports that it serves; if it joins another container, start "
        "that one so.",
    .impact = "Services on the host's loopback are out of reach, and ports must be published one by one.",
    .violation_example = "--network=host",
    .pass_example = "--network=backend --publish=127.0.0.1:8080:80",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
