#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://csrc.nist.gov/pubs/sp/800/190/final"};
constexpr std::string_view kReads[] = {"host.programs"};

// What a small server runs besides the engine.
constexpr std::string_view kServer[] = {
    // engines and their helpers
    "dockerd", "containerd", "containerd-shim*", "docker-proxy", "docker-init", "docker", "rootlesskit", "slirp4netns",
    "pasta*", "vpnkit", "fuse-overlayfs", "runc", "crun", "podman", "conmon", "netavark", "aardvark-dns", "catatonit",
    // the system
    "systemd*", "init", "udevd", "(sd-pam)", "dbus-*", "polkitd", "udevadm", "agetty", "login", "cron", "crond", "atd",
    "rsyslogd", "syslog-ng", "auditd", "chronyd", "ntpd", "irqbalance", "acpid", "mdadm", "lvmetad", "dmeventd",
    "multipathd", "smartd", "rngd", "haveged", "packagekitd", "fwupd", "snapd",
    // network
    "sshd*", "NetworkManager", "dhclient", "dhcpcd", "wpa_supplicant",
    // a person who is logged in
    "bash", "dash", "sh", "zsh", "sudo", "su", "tmux*", "screen",
    // virtual machines and clouds
    "qemu-ga", "vmtoolsd", "VGAuthService", "cloud-init", "google_*", "amazon-ssm-*", "ssm-agent-*", "hv_*",
    // watching
    "node_exporter", "prometheus-node*", "plimsoll", "plimsolld"};
constexpr Setting kSettings[] = {{
    .name = "allow",
    .type = Setting::Type::list,
    .default_list = kServer,
    .about =
        "Names of programs that belong on the host, scripts by that of their interpreter; one that ends in * allows "
        "every name that begins so.",
}};

bool is_allowed(std::string_view name, std::string_view entry) {
  if (!entry.ends_with('*')) return name == entry;
  entry.remove_suffix(1);
  return name.starts_with(entry);
}

Verdict judge(const HostFacts& host, const Context& context) {
  const auto& programs = host.programs;
  if (!programs) return unknown(programs);
  const std::vector<std::string_view> allowed = context.settings.list(kSettings[0]);
  ItemList items;
  for (const HostProgram& program : *programs) {
    if (std::ranges::any_of(allowed, [&](auto entry) { return is_allowed(program.name, entry); })) continue;
    const std::string seen = show(program.processes) + (program.processes == 1 ? " process" : " processes");
    items.add(item_of(program.name, programs, std::string(programs.path()), seen, "in a container, or allowed"));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(host_runs_other_programs){
    .id = "host-runs-other-programs",
    .title = "The host runs more than the engine and what a server needs",
    .severity = Severity::low,
    .rationale =
        "Each program beside the engine is one more way into the host, and all containers fall with it; a container "
        "that takes the host takes the program's data.",
    .remediation = "Move it into a container or to another host; if it belongs here, list it under `allow`.",
    .impact = "None but the work of moving it.",
    .violation_example = "postgres or nginx runs on the host beside dockerd",
    .pass_example = "systemd, sshd, cron, dockerd and containerd alone; nginx in a container",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
