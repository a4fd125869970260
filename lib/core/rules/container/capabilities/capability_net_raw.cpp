#include "lib/core/rules/container/capabilities/capability_set.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.4"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
    "https://man7.org/linux/man-pages/man7/packet.7.html"};
constexpr std::string_view kReads[] = {"container.cap_add", "container.cap_drop", "container.privileged",
                                       "container.userns_mode", "engine.security"};
constexpr std::string_view kNetRaw[] = {"NET_RAW"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  const Fact<CapabilitySet> set = capability_set(container, context.engine);
  return set ? judge_held(kNetRaw, *set, container, context) : unknown(set);
}

}  // namespace

PLIMSOLL_RULE(capability_net_raw){
    .id = "capability-net-raw",
    .title = "Container may send raw packets",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "With NET_RAW, which Docker grants by default, it can forge ARP and DNS answers to the other containers "
        "of its network.",
    .remediation = "Drop NET_RAW.",
    .impact = "Programs with raw sockets, such as old versions of ping, traceroute and DHCP clients, fail.",
    .violation_example = "docker run nginx, which keeps Docker's default set",
    .pass_example = "--cap-drop=NET_RAW",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix_capabilities,
};

}  // namespace plimsoll::rules
