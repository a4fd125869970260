#include "lib/core/rules/container/privileges/system_paths.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
                                            "https://docs.kernel.org/admin-guide/sysctl/kernel.html"};
constexpr std::string_view kReads[] = {"container.privileged", "container.readonly_paths", "engine.security"};
constexpr std::string_view kRequired[] = {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_system_paths(container.readonly_paths, kRequired, container, context);
}

}  // namespace

PLIMSOLL_RULE(readonly_paths_removed){
    .id = "readonly-paths-removed",
    .title = "Kernel settings that the engine makes read-only are writable in the container",
    .severity = Severity::high,
    .rationale =
        "Root in the container that may write below /proc/sys or to /proc/sysrq-trigger changes how the host's "
        "kernel starts helper programs, or halts the host.",
    .remediation = "Start it without systempaths=unconfined; pass namespaced kernel settings by --sysctl.",
    .impact = "Programs that change kernel settings while they run fail with EROFS.",
    .violation_example = "--security-opt=systempaths=unconfined",
    .pass_example = "--sysctl=net.ipv4.ip_forward=1, which the engine sets for the container alone",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix_system_paths,
};

}  // namespace plimsoll::rules
