#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/swarm/how-swarm-mode-works/services/"};
constexpr std::string_view kReads[] = {"container.identity_disputed"};

Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& disputed = container.identity_disputed;
  if (!disputed) return unknown(disputed);
  if (!*disputed) return pass();
  return violation(item_of("identity", disputed, std::string(disputed.path()), container.identity,
                           "an identity that no other running container claims"));
}

}  // namespace

PLIMSOLL_RULE(identity_claimed_twice){
    .id = "identity-claimed-twice",
    .title = "Container claims an identity that another one holds",
    .severity = Severity::medium,
    .rationale =
        "Waivers and history belong to an identity. A second container that claims it may be an attempt to "
        "inherit them, so it inherits none.",
    .remediation = "Find out who started it, and give it a name of its own.",
    .impact = "Whatever addresses the container by its old name must be told the new one.",
    .violation_example = "two tasks of Swarm that claim one slot: web.1.TASK and web.1.OTHER, both running",
    .pass_example = "web.1.TASK and web.2.OTHER",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
