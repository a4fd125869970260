#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/container/network/published_ports.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.8"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/port-publishing/",
                                            "https://man7.org/linux/man-pages/man7/ip.7.html"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::host_network};
constexpr std::string_view kReads[] = {"container.network_mode", "container.published_ports"};

constexpr std::uint16_t kFirstUnprivileged = 1024;
constexpr std::uint16_t kUsualDistance = 8000;  // 80 becomes 8080, 443 becomes 8443

bool is_privileged(const PublishedPort& port) { return port.host_port > 0 && port.host_port < kFirstUnprivileged; }

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_published_ports(container, context, "a host port from 1024 on", is_privileged);
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict&) {
  if (!container.published_ports) return {};
  std::vector<FixStep> changes;
  for (const PublishedPort& port : *container.published_ports) {
    if (!is_privileged(port)) continue;
    PublishedPort asked = as_asked_for(port, *container.published_ports);
    add_once(changes, remove_port(asked));
    asked.host_port = static_cast<std::uint16_t>(asked.host_port + kUsualDistance);
    add_once(changes, add_port(asked));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(privileged_port){
    .id = "privileged-port",
    .title = "Container serves a port of the host that is reserved for root",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Clients trust what answers on a port below 1024 to be a service of the host that its administrator "
        "chose.",
    .remediation = "Publish it on a port from 1024 on, or waive this for the host's own front door.",
    .impact = "Clients must use the new port, or a proxy in front forwards to it.",
    .violation_example = "--publish=127.0.0.1:80:80",
    .pass_example = "--publish=127.0.0.1:1024:80",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
