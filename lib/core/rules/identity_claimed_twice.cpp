#include "lib/core/rules/rules.hpp"

namespace plimsoll::rules {
namespace {

Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& disputed = container.identity_disputed;
  if (!disputed) return unknown(disputed);
  if (!*disputed) return pass();
  return violation(item_of("identity", disputed, std::string(disputed.path()), container.identity,
                           "an identity that no other running container claims"));
}

}  // namespace

constinit const Rule identity_claimed_twice{
    .id = "identity-claimed-twice",
    .title = "Container claims an identity that another one holds",
    .severity = Severity::medium,
    .rationale =
        "Waivers and history belong to an identity. A second container that claims it may be an attempt to "
        "inherit them, so it inherits none.",
    .remediation = "Find out who started it, and give it a name of its own.",
    .impact = "Whatever addresses the container by its old name must be told the new one.",
    .judge = judge,
};

}  // namespace plimsoll::rules
