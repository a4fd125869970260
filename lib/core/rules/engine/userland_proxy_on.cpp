#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.16"}, {"1.8.0", "2.17"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/packet-filtering-firewalls/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.userland_proxy"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  return judge_switch("userland-proxy", engine.settings.userland_proxy, false);
}

}  // namespace

PLIMSOLL_RULE(userland_proxy_on){
    .id = "userland-proxy-on",
    .title = "A process of the engine forwards each published port",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "One more process, as root, listens for each port on the host, and what it forwards seems to come from the "
        "host itself.",
    .remediation =
        "Set userland-proxy to false in daemon.json if the kernel can do hairpin NAT, as every current one can.",
    .impact = "Clients on the host itself may no longer reach published IPv6 ports through the loopback address.",
    .violation_example = "userland-proxy not set",
    .pass_example = "userland-proxy: false",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
