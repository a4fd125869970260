#include "lib/core/rules/container/mounts/host_mounts.hpp"
#include "lib/core/rules/container/mounts/readable_host_path.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.6"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/storage/bind-mounts/",
                                            "https://man7.org/linux/man-pages/man5/proc.5.html"};
constexpr std::string_view kReads[] = {"container.mounts",  "container.userns_mode", "engine.root_directory",
                                       "engine.security",   "volume.option_device",  "volume.option_o",
                                       "volume.option_type"};

constexpr Setting kAllow{.name = "allow",
                         .type = Setting::Type::list,
                         .about = "Host paths that may be read, each with all that lies below it."};
constexpr Setting kSettings[] = {kAllow, kTrustedVolumeDrivers};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_readable_host_paths(container, context, Reveals::information, kAllow);
}

}  // namespace

PLIMSOLL_RULE(host_information_readable){
    .id = "host-information-readable",
    .title = "Container can read what the host runs, logs or is made of",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "The host's processes, logs, programs and kernel settings tell an attacker what to attack next. A "
        "writable log directory lets one container erase the traces of another.",
    .remediation =
        "Mount only the one file or directory that is needed; list in `allow` what a monitoring agent is "
        "meant to read.",
    .impact = "Monitoring and log agents that read the host see less, or nothing, of it.",
    .violation_example = "--volume=/var/log:/logs:ro, or --volume=/proc:/host/proc:ro",
    .pass_example = "--volume=/var/log/nginx:/logs:ro",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = remove_mounts,
};

}  // namespace plimsoll::rules
