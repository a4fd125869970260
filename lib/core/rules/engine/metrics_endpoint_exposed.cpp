#include "lib/core/rules/common/network_address.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/daemon/prometheus/"};
constexpr std::string_view kReads[] = {"engine.metrics_address"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& address = engine.settings.metrics_address;
  if (!address) return unknown(address);
  if (address->empty() || is_loopback(host_of(*address))) return pass();
  return violation(item("metrics-addr", address, "an address of loopback"));
}

}  // namespace

PLIMSOLL_RULE(metrics_endpoint_exposed){
    .id = "metrics-endpoint-exposed",
    .title = "Engine shows its metrics to the network",
    .severity = Severity::medium,
    .rationale = "The endpoint asks nobody for a password; it tells what the engine does, how often and how it fails.",
    .remediation =
        "Set metrics-addr to 127.0.0.1 and let a collector on the host fetch it, or a proxy that asks for a "
        "certificate.",
    .impact = "Collectors on other hosts no longer reach it.",
    .violation_example = "metrics-addr: 0.0.0.0:9323",
    .pass_example = "metrics-addr: 127.0.0.1:9323",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
