#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/container/network/published_ports.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.14"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/network/port-publishing/"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::host_network};
constexpr std::string_view kReads[] = {"container.network_mode", "container.published_ports"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_published_ports(container, context, "one address of the host", is_on_all_addresses);
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict&) {
  if (!container.published_ports) return {};
  std::vector<FixStep> changes;
  for (const PublishedPort& port : *container.published_ports) {
    if (!is_on_all_addresses(port)) continue;
    PublishedPort asked = as_asked_for(port, *container.published_ports);
    add_once(changes, remove_port(asked));
    asked.host_ip = asked.host_ip == "::" ? "::1" : "127.0.0.1";
    add_once(changes, add_port(asked));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(port_on_all_addresses){
    .id = "port-on-all-addresses",
    .title = "Port is published on every address of the host",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Each network that the host is in reaches it, and the engine's own forwarding rules come before those "
        "of most host firewalls.",
    .remediation = "Publish it on the one address that its clients use; 127.0.0.1 if they are on this host.",
    .impact = "Clients that reach the port through another address of the host no longer do.",
    .violation_example = "--publish=8080:80",
    .pass_example = "--publish=127.0.0.1:8080:80",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
