#include "lib/core/rules/common/network_address.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/port-publishing/"};
constexpr std::string_view kReads[] = {"engine.publish_address"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& address = engine.settings.publish_address;
  if (!address) return unknown(address);
  return is_every_address(*address) ? violation(item("ip", address, "one address of the host")) : pass();
}

}  // namespace

PLIMSOLL_RULE(ports_published_everywhere){
    .id = "ports-published-everywhere",
    .title = "Engine publishes ports on every address unless told otherwise",
    .severity = Severity::low,
    .rationale =
        "A forgotten address in -p opens the port to every network of the host, past the rules of most host firewalls.",
    .remediation = "Set ip to 127.0.0.1 in daemon.json; who wants a port open then says on which address.",
    .impact = "Containers started with -p PORT:PORT are reachable from this host only.",
    .violation_example = "ip not set",
    .pass_example = "ip: 127.0.0.1",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
