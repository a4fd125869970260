#include "lib/core/rules/container/mounts/host_mounts.hpp"
#include "lib/core/rules/container/mounts/readable_host_path.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.6"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/storage/bind-mounts/"};
constexpr std::string_view kReads[] = {"container.mounts",  "container.userns_mode", "engine.root_directory",
                                       "engine.security",   "volume.option_device",  "volume.option_o",
                                       "volume.option_type"};

constexpr std::string_view kAllowed[] = {"/etc/docker/daemon.json", "/etc/ssh/ssh_config", "/etc/ssh/ssh_known_hosts"};
constexpr Setting kAllow{.name = "allow",
                         .type = Setting::Type::list,
                         .default_list = kAllowed,
                         .about = "Host paths that hold no secret though they lie among some, each with all below it."};
constexpr Setting kSettings[] = {kAllow, kTrustedVolumeDrivers};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_readable_host_paths(container, context, Reveals::secrets, kAllow);
}

}  // namespace

PLIMSOLL_RULE(sensitive_host_path_readable){
    .id = "sensitive-host-path-readable",
    .title = "Container can read secrets of the host or of other containers",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "Password hashes, private keys, tokens or every other container's files lie there, and sockets below "
        "it can be connected to even where the mount is read-only.",
    .remediation =
        "Mount only the file or directory that is needed, never one that holds or contains credentials or "
        "the engine's own state.",
    .impact = "Backup, monitoring and log collection that read the whole directory need narrower mounts, or a waiver.",
    .violation_example = "--volume=/etc/shadow:/in/shadow:ro, or --volume=/:/host:ro",
    .pass_example = "--volume=/etc/ssl/certs:/etc/ssl/certs:ro",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = remove_mounts,
};

}  // namespace plimsoll::rules
