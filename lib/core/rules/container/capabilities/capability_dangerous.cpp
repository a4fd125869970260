#include "lib/core/rules/container/capabilities/capability_danger.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.4"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
    "https://man7.org/linux/man-pages/man7/capabilities.7.html"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};
constexpr std::string_view kReads[] = {"container.cap_add",    "container.cap_drop",    "container.network_mode",
                                       "container.privileged", "container.userns_mode", "engine.security"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_dangerous(Danger::host_wide, container, context);
}

}  // namespace

PLIMSOLL_RULE(capability_dangerous){
    .id = "capability-dangerous",
    .title = "Container holds a capability over the whole host",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "What it governs has no namespace: the container can reboot the host, set its clock, read kernel "
        "addresses, switch auditing off, or rewrite the host's firewall.",
    .remediation = "Start it without the capability; leave clock, audit, kernel log and host network to the host.",
    .impact = "Time daemons, log collectors, tracers and network agents in the container stop working.",
    .violation_example = "--cap-add=SYS_TIME; --cap-add=NET_ADMIN with --network=host",
    .pass_example = "--cap-add=NET_ADMIN on a network of its own",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix_capabilities,
};

}  // namespace plimsoll::rules
