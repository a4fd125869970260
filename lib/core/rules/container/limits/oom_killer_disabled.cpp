#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/containers/resource_constraints/#understand-the-risks-of-running-out-of-memory"};
constexpr std::string_view kReads[] = {"container.oom_kill_disable"};

Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& disabled = container.oom_kill_disable;
  if (!disabled) return unknown(disabled);
  if (!*disabled) return pass();
  return violation(item("oom-kill-disable", disabled, "false"));
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) {
  return {to_remove("--oom-kill-disable", "oom_kill_disable: true")};
}

}  // namespace

PLIMSOLL_RULE(oom_killer_disabled){
    .id = "oom-killer-disabled",
    .title = "The kernel may not kill the container when memory runs out",
    .severity = Severity::medium,
    .rationale =
        "At its memory limit it hangs instead of ending, and without a limit the kernel kills the host's "
        "other processes in its place.",
    .remediation = "Start it without --oom-kill-disable; give it a memory limit that fits.",
    .impact = "A program that uses too much memory is killed, and restarted if its restart policy says so.",
    .violation_example = "--oom-kill-disable",
    .pass_example = "--memory=512m without it",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
