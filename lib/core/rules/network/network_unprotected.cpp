#include <utility>

#include "lib/core/rules/common/combined.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/packet-filtering-firewalls/",
                                            "https://docs.docker.com/engine/network/drivers/bridge/"};
constexpr std::string_view kReads[] = {"network.gateway_mode_ipv4", "network.gateway_mode_ipv6"};

Verdict judge_mode(std::string key, const Fact<std::string>& mode) {
  if (!mode) return unknown(mode);
  if (*mode != "nat-unprotected" && *mode != "routed") return pass();
  return violation(item(std::move(key), mode, "nat or isolated"));
}

Verdict judge(const NetworkFacts& network, const Context&) {
  return combined({judge_mode("gateway_mode_ipv4", network.gateway_mode_ipv4),
                   judge_mode("gateway_mode_ipv6", network.gateway_mode_ipv6)});
}

}  // namespace

PLIMSOLL_RULE(network_unprotected){
    .id = "network-unprotected",
    .title = "Network lets other hosts send to its containers directly",
    .severity = Severity::medium,
    .rationale =
        "A host that can route to the network reaches containers by their own address: in mode nat-unprotected every "
        "port, in mode routed each published one, whatever address of the host it was published on.",
    .remediation = "Make the network anew without the option com.docker.network.bridge.gateway_mode_ipv4 or _ipv6.",
    .impact = "Clients that use addresses of containers must use published ports.",
    .violation_example = "docker network create -o com.docker.network.bridge.gateway_mode_ipv4=nat-unprotected lan",
    .pass_example = "gateway mode nat or isolated, or none",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
