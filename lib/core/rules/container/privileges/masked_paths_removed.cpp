#include "lib/core/rules/container/privileges/system_paths.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
                                            "https://man7.org/linux/man-pages/man5/proc_kcore.5.html"};
constexpr std::string_view kReads[] = {"container.masked_paths", "container.privileged", "container.userns_mode",
                                       "engine.security"};
constexpr std::string_view kRequired[] = {"/proc/acpi", "/proc/asound",      "/proc/kcore",      "/proc/keys",
                                          "/proc/scsi", "/proc/sched_debug", "/proc/timer_list", "/sys/firmware"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_system_paths(container.masked_paths, kRequired, container, context);
}

}  // namespace

PLIMSOLL_RULE(masked_paths_removed){
    .id = "masked-paths-removed",
    .title = "Kernel files that the engine hides are visible in the container",
    .severity = Severity::high,
    .rationale =
        "Through them root in the container reads the host's memory and keys (/proc/kcore, /proc/keys) or talks "
        "to its hardware (/proc/scsi, /sys/firmware).",
    .remediation = "Start it without systempaths=unconfined.",
    .impact = "Programs that mount a proc file system of their own, such as container builders, may need it.",
    .violation_example = "--security-opt=systempaths=unconfined",
    .pass_example = "docker run nginx, which keeps the engine's masks",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix_system_paths,
};

}  // namespace plimsoll::rules
