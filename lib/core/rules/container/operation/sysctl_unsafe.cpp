#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {
    "https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls",
    "https://docs.docker.com/reference/cli/docker/container/run/#sysctl"};
constexpr std::string_view kReads[] = {"container.sysctls"};
constexpr ListOption kSysctl{"--sysctl", "sysctls"};

// Kubernetes' safe ones, and two that are of the container's own network and common.
constexpr std::string_view kSafe[] = {"kernel.shm_rmid_forced",
                                      "net.core.somaxconn",
                                      "net.ipv4.ip_local_port_range",
                                      "net.ipv4.ip_local_reserved_ports",
                                      "net.ipv4.ip_unprivileged_port_start",
                                      "net.ipv4.ping_group_range",
                                      "net.ipv4.tcp_fin_timeout",
                                      "net.ipv4.tcp_keepalive_intvl",
                                      "net.ipv4.tcp_keepalive_probes",
                                      "net.ipv4.tcp_keepalive_time",
                                      "net.ipv4.tcp_rmem",
                                      "net.ipv4.tcp_syncookies",
                                      "net.ipv4.tcp_wmem",
                                      "net.ipv6.conf.all.disable_ipv6"};
constexpr Setting kSettings[] = {{
    .name = "allow",
    .type = Setting::Type::list,
    .default_list = kSafe,
    .about = "Kernel settings that containers may be given.",
}};

Verdict judge(const ContainerFacts& container, const Context& context) {
  const auto& names = container.sysctls;
  if (!names) return unknown(names);
  const std::vector<std::string_view> allowed = context.settings.list(kSettings[0]);
  ItemList items;
  for (const std::string& name : *names) {
    if (std::ranges::count(allowed, name) != 0) continue;
    items.add(item_of(name, names, std::string(names.path()), name, "a setting that is known to be safe"));
  }
  return items.take_verdict();
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict& verdict) {
  std::vector<FixStep> changes;
  for (const Item& name : verdict.items) changes.push_back(remove(kSysctl, name.key));
  return changes;
}

}  // namespace

PLIMSOLL_RULE(sysctl_unsafe){
    .id = "sysctl-unsafe",
    .title = "Container was given a kernel setting that is not known to be safe",
    .severity = Severity::medium,
    .rationale =
        "A setting may take a protection of its network away (source routes, redirects, forwarding) or let it use "
        "more of what the kernel shares, such as memory for messages, than its limits say.",
    .remediation = "Start it without the setting, or allow it in the policy once it is known to be needed.",
    .impact = "Programs that rely on the setting, mostly databases and routers, may run slower or not start.",
    .violation_example = "docker run --sysctl net.ipv4.conf.all.accept_source_route=1 IMAGE",
    .pass_example = "docker run --sysctl net.core.somaxconn=1024 IMAGE",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
