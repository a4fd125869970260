#include "lib/core/rules/common/engine_sockets.hpp"
#include "lib/core/rules/container/mounts/host_mounts.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.32"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
                                            "https://docs.docker.com/engine/security/protect-access/"};
constexpr std::string_view kReads[] = {"container.mounts", "volume.option_device", "volume.option_o",
                                       "volume.option_type"};
constexpr Setting kSettings[] = {kTrustedVolumeDrivers};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_host_mounts(container, context, "no engine socket",
                           [&](const HostMount& mount) { return reaches_engine_socket(mount.path, context.engine); });
}

}  // namespace

PLIMSOLL_RULE(docker_socket_mounted){
    .id = "docker-socket-mounted",
    .title = "Container can reach the socket of a container engine",
    .severity = Severity::critical,
    .cis = kCis,
    .rationale =
        "Whoever may connect to the engine starts a privileged container, and that is root on the host. A "
        "read-only mount changes nothing: connecting writes no file.",
    .remediation =
        "Do not mount the socket or a directory above it; give what needs the API a filtering proxy that "
        "forwards only the requests it needs.",
    .impact =
        "What talks to the engine from inside (CI runners, reverse proxies that discover containers, dashboards) "
        "stops working until it uses the proxy.",
    .violation_example = "--volume=/var/run/docker.sock:/var/run/docker.sock:ro, or --volume=/run:/host/run",
    .pass_example = "--volume=/srv/docker.sock.d:/conf",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = remove_mounts,
};

}  // namespace plimsoll::rules
