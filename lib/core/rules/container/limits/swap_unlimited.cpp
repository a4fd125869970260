#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/containers/resource_constraints/#--memory-swap-details"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::not_set};
constexpr std::string_view kReads[] = {"container.memory_bytes", "container.memory_swap_bytes"};
constexpr std::int64_t kUnlimited = -1;

Verdict judge(const ContainerFacts& container, const Context&) {
  if (!container.memory_bytes) return unknown(container.memory_bytes);
  if (*container.memory_bytes <= 0) return not_applicable(NotApplicable::not_set);
  if (!container.memory_swap_bytes) return unknown(container.memory_swap_bytes);
  if (*container.memory_swap_bytes != kUnlimited) return pass();
  return violation(item("memory-swap", container.memory_swap_bytes, "a limit"));
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) {
  return {to_remove("--memory-swap=-1", "memswap_limit: -1")};
}

}  // namespace

PLIMSOLL_RULE(swap_unlimited){
    .id = "swap-unlimited",
    .title = "Container's memory is limited but its swap is not",
    .severity = Severity::low,
    .rationale =
        "Instead of being stopped at its memory limit it fills the host's swap, and everybody's memory gets "
        "slow.",
    .remediation =
        "Leave --memory-swap out (swap may then be as large as the memory limit), or set it to the memory "
        "limit for no swap at all.",
    .impact = "A program that lived off swap is killed when it reaches the limit.",
    .violation_example = "--memory=512m --memory-swap=-1",
    .pass_example = "--memory=512m, which allows as much swap again",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
