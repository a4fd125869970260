#include "lib/core/rules/container/capabilities/capability_danger.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.4"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
    "https://man7.org/linux/man-pages/man7/capabilities.7.html"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};
constexpr std::string_view kReads[] = {"container.apparmor_profile", "container.cap_add",     "container.cap_drop",
                                       "container.pid_mode",         "container.privileged",  "container.process_label",
                                       "container.security_options", "container.userns_mode", "engine.security"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_dangerous(Danger::root_equivalent, container, context);
}

}  // namespace

PLIMSOLL_RULE(capability_root_equivalent){
    .id = "capability-root-equivalent",
    .title = "Container holds a capability that makes it root on the host",
    .severity = Severity::critical,
    .cis = kCis,
    .rationale =
        "With it, root in the container mounts the host's disks, loads kernel modules, reads any file or takes "
        "over a process of the host; the default seccomp profile opens the system calls for it too.",
    .remediation = "Start it without the capability; have the host do the one thing that needs it.",
    .impact =
        "Mounting, tracing, kernel modules or raw input and output, whichever the capability was for, fail with "
        "EPERM.",
    .violation_example = "--cap-add=SYS_ADMIN; --cap-add=SYS_PTRACE with --pid=host, unconfined",
    .pass_example = "--cap-add=SYS_PTRACE alone, which reaches the container's own processes",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix_capabilities,
};

}  // namespace plimsoll::rules
