#include "lib/core/rules/container/namespaces/namespace_chain.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.16"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#pid",
                                            "https://man7.org/linux/man-pages/man7/pid_namespaces.7.html"};
constexpr std::string_view kReads[] = {"container.effective", "container.pid_mode"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_host_namespace(
      container, context, {.mode = &ContainerFacts::pid_mode, .kind = NamespaceKind::pid, .key = "pid", .file = "pid"});
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  if (!container.pid_mode || container.pid_mode->empty()) return {};
  return {remove_mode("--pid=", "pid", *container.pid_mode, context.inventory)};
}

}  // namespace

PLIMSOLL_RULE(host_pid_namespace){
    .id = "host-pid-namespace",
    .title = "Container sees the host's processes",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "It sees every process of the host with its command line, can signal those of its own user, and with "
        "SYS_PTRACE takes them over.",
    .remediation = "Start it without --pid=host; if it joins another container, start that one without.",
    .impact = "Tools that inspect or signal processes of the host from inside see only their own.",
    .violation_example = "--pid=host, or --pid=container:NAME of one that has it",
    .pass_example = "--pid=container:NAME of one with processes of its own",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
