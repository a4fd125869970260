#include "lib/core/rules/container/namespaces/namespace_chain.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.17"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#ipc",
                                            "https://man7.org/linux/man-pages/man7/ipc_namespaces.7.html"};
constexpr std::string_view kReads[] = {"container.effective", "container.ipc_mode"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  return judge_host_namespace(
      container, context, {.mode = &ContainerFacts::ipc_mode, .kind = NamespaceKind::ipc, .key = "ipc", .file = "ipc"});
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  if (!container.ipc_mode || container.ipc_mode->empty()) return {};
  return {remove_mode("--ipc=", "ipc", *container.ipc_mode, context.inventory)};
}

}  // namespace

PLIMSOLL_RULE(host_ipc_namespace){
    .id = "host-ipc-namespace",
    .title = "Container shares the host's memory segments and message queues",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "It can read and change the shared memory of the host's programs, databases for example, as far as its user "
        "may.",
    .remediation =
        "Start it without --ipc=host; for shared memory between containers use --ipc=shareable and "
        "--ipc=container:NAME.",
    .impact =
        "Programs that exchange data with the host through shared memory lose it; a larger --shm-size may be needed.",
    .violation_example = "--ipc=host",
    .pass_example = "--ipc=shareable",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
