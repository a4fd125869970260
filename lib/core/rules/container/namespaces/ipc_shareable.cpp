#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#ipc",
                                            "https://man7.org/linux/man-pages/man7/ipc_namespaces.7.html"};
constexpr std::string_view kReads[] = {"container.ipc_mode"};

Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& mode = container.ipc_mode;
  if (!mode) return unknown(mode);
  if (mode->empty()) return unknown(Cause::not_reported, mode.source(), mode.path());
  return *mode == "shareable" ? violation(item("ipc", mode, "private")) : pass();
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) {
  return {to_remove("--ipc=shareable", "ipc: shareable"), to_add("--ipc=private", "ipc: private")};
}

}  // namespace

PLIMSOLL_RULE(ipc_shareable){
    .id = "ipc-shareable",
    .title = "Any container may join this one's shared memory",
    .severity = Severity::low,
    .rationale =
        "Whoever may start containers has one join it and reads or changes what its programs share. Podman, and Docker "
        "by a setting, make every container so.",
    .remediation = "Start it with --ipc=private, unless another container is meant to join it.",
    .impact = "Containers that were started with --ipc=container:NAME no longer start.",
    .violation_example = "docker run --ipc=shareable IMAGE",
    .pass_example = "docker run --ipc=private IMAGE; docker run --ipc=none IMAGE",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
