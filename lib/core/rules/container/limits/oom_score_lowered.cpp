#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/containers/resource_constraints/#understand-the-risks-of-running-out-of-memory",
    "https://man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html"};
constexpr std::string_view kReads[] = {"container.oom_score_adj"};

Verdict judge(const ContainerFacts& container, const Context&) {
  if (!container.oom_score_adj) return unknown(container.oom_score_adj);
  if (*container.oom_score_adj >= 0) return pass();
  return violation(item("oom-score-adj", container.oom_score_adj, "0 or more"));
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict&) {
  if (!container.oom_score_adj) return {};
  const std::string score = show(*container.oom_score_adj);
  return {to_remove("--oom-score-adj=" + score, "oom_score_adj: " + score)};
}

}  // namespace

PLIMSOLL_RULE(oom_score_lowered){
    .id = "oom-score-lowered",
    .title = "The kernel spares the container when memory runs out",
    .severity = Severity::medium,
    .rationale =
        "When the host is out of memory others are killed first, perhaps the engine or a login shell, even if "
        "it was this container that took it.",
    .remediation = "Start it without --oom-score-adj, or with a value of 0 or more.",
    .impact = "When the host is out of memory the container is as likely to be killed as others of its size.",
    .violation_example = "--oom-score-adj=-500",
    .pass_example = "--oom-score-adj=500",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
