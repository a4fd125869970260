#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.2"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/drivers/bridge/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"network.default_bridge", "network.inter_container_traffic"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine, NotApplicable::no_such_network};

Verdict judge(const NetworkFacts& network, const Context& context) {
  if (context.engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  if (!network.default_bridge) return unknown(network.default_bridge);
  if (!*network.default_bridge) return not_applicable(NotApplicable::no_such_network);
  return judge_switch("icc", network.inter_container_traffic, false);
}

}  // namespace

PLIMSOLL_RULE(inter_container_traffic){
    .id = "inter-container-traffic",
    .title = "Containers on the default bridge reach each other",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Containers that have nothing to do with each other share this network when nobody says otherwise; one that is "
        "taken over reaches every port of the rest.",
    .remediation =
        "Set icc to false in daemon.json, and put containers that belong together on a network of their own.",
    .impact = "Containers on the default bridge reach each other only through published ports.",
    .violation_example = "icc not set",
    .pass_example = "icc: false; a network made by docker network create",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
