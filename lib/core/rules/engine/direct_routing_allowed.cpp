#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/packet-filtering-firewalls/"};
constexpr std::string_view kReads[] = {"engine.allow_direct_routing"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  return judge_switch("allow-direct-routing", engine.settings.allow_direct_routing, false);
}

}  // namespace

PLIMSOLL_RULE(direct_routing_allowed){
    .id = "direct-routing-allowed",
    .title = "Containers can be reached past their published ports",
    .severity = Severity::medium,
    .rationale =
        "Hosts on the same network may send to the address of a container, and so reach ports that are published on "
        "loopback only.",
    .remediation = "Remove allow-direct-routing; give the one network that needs it the gateway mode for it.",
    .impact = "What sends to addresses of containers no longer gets through.",
    .violation_example = "allow-direct-routing: true",
    .pass_example = "allow-direct-routing: false",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
