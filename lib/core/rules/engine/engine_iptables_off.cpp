#include "lib/core/rules/common/combined.hpp"
#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.4"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/packet-filtering-firewalls/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.iptables", "engine.ip6tables"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const DaemonSettings& settings = engine.settings;
  return combined(
      {judge_switch("iptables", settings.iptables, true), judge_switch("ip6tables", settings.ip6tables, true)});
}

}  // namespace

PLIMSOLL_RULE(engine_iptables_off){
    .id = "engine-iptables-off",
    .title = "Engine may not write firewall rules",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Without its rules nothing keeps networks of containers apart, and what protects published ports is whatever "
        "somebody wrote by hand.",
    .remediation =
        "Remove iptables and ip6tables from the settings of dockerd. The nftables backend needs neither set to false.",
    .impact = "The engine adds chains of its own: check that they agree with rules written by hand.",
    .violation_example = "iptables: false",
    .pass_example = "firewall-backend: nftables",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
