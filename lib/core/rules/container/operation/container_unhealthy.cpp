#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/dockerfile/#healthcheck",
                                            "https://docs.docker.com/reference/cli/docker/inspect/"};
constexpr std::string_view kReads[] = {"container.health"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::not_set};

Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& health = container.health;
  if (!health) return unknown(health);
  if (health->empty() || *health == "none") return not_applicable(NotApplicable::not_set);
  return *health == "unhealthy" ? violation(item("health", health, "healthy")) : pass();
}

}  // namespace

PLIMSOLL_RULE(container_unhealthy){
    .id = "container-unhealthy",
    .title = "Container fails its health check",
    .severity = Severity::low,
    .rationale =
        "A check that fails and wakes nobody is no check; a container that was taken over or starved often shows it "
        "here first.",
    .remediation = "Look at its log and at the output of the check (docker inspect), mend what is wrong, restart it.",
    .impact = "A restart stops the container for a moment.",
    .violation_example = "docker ps says (unhealthy)",
    .pass_example = "docker ps says (healthy) or (health: starting)",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
