#include <algorithm>

#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr ListOption kNetwork{"--network", "networks"};
constexpr CisControl kCis[] = {{"1.6.0", "5.30"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/drivers/bridge/"};
constexpr std::string_view kReads[] = {"container.networks"};

const char* default_network(EngineKind kind) { return kind == EngineKind::podman ? "podman" : "bridge"; }

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (!container.networks) return unknown(container.networks);
  const std::string network = default_network(context.engine.kind);
  if (std::ranges::count(*container.networks, network) == 0) return pass();
  return violation(item(network, container.networks, "a network of its own"));
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) { return {add(kNetwork, "backend")}; }

}  // namespace

PLIMSOLL_RULE(default_bridge){
    .id = "default-bridge",
    .title = "Container is on the engine's default network",
    .severity = Severity::low,
    .cis = kCis,
    .rationale = "Every container that names no network is there too, and all of them can reach each other.",
    .remediation =
        "Make a network for what belongs together (docker network create backend) and start the container "
        "on it.",
    .impact = "It reaches, by name, the containers of that network only; legacy links to others no longer work.",
    .violation_example = "docker run nginx",
    .pass_example = "--network=backend",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
