#include <algorithm>

#include "lib/core/policy/waivers.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://csrc.nist.gov/pubs/sp/800/190/final",
                                            "https://docs.docker.com/reference/cli/docker/container/run/#name"};
constexpr std::string_view kReads[] = {"container.identity_disputed"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::no_policy};
constexpr Setting kSettings[] = {{
    .name = "allow",
    .type = Setting::Type::list,
    .about = "Identities of the containers that belong here; * stands for any text.",
}};

Verdict judge(const ContainerFacts& container, const Context& context) {
  const std::vector<std::string_view> allowed = context.settings.list(kSettings[0]);
  if (allowed.empty()) return not_applicable(NotApplicable::no_policy);
  const auto& disputed = container.identity_disputed;
  if (!disputed) return unknown(disputed);
  const bool listed = std::ranges::any_of(
      allowed, [&](std::string_view pattern) { return matches_container(std::string(pattern), container.identity); });
  if (listed && !*disputed) return pass();
  return violation({"container", {disputed.source(), "Name", container.identity, "a name that the policy lists"}});
}

}  // namespace

PLIMSOLL_RULE(container_unlisted){
    .id = "container-unlisted",
    .title = "Container is not one of those that belong here",
    .severity = Severity::low,
    .rationale =
        "Who may start containers may start any; what nobody expects on this host is a test that was forgotten, or "
        "somebody else's.",
    .remediation = "Find out who started it; remove it, or list its name in the policy.",
    .impact = "Every new container has to be listed before, or is told of.",
    .violation_example = "a container named miner, where allow is [web, \"db-*\"]",
    .pass_example = "a container named db-1, where allow is [web, \"db-*\"]",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
