#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://yaml.org/spec/1.2.2/"};
constexpr std::string_view kReads[] = {"host.refused_policy"};

Verdict judge(const HostFacts& host, const Context&) {
  const auto& refused = host.refused_policy;
  if (!refused) return unknown(refused);
  if (refused->empty()) return pass();
  return violation(item("policy", refused, "the newest policy on disk in force"));
}

}  // namespace

PLIMSOLL_RULE(policy_refused){
    .id = "policy-refused",
    .title = "The newest policy on disk is refused and the one before it is in force",
    .severity = Severity::high,
    .rationale = "Whoever changed the policy believes that the change holds; what is judged is still the old text.",
    .remediation = "Correct the mistake that the evidence names, then reload.",
    .impact = "Rules and waivers change with the corrected policy: findings may open or close.",
    .violation_example = "policy.yaml was changed, holds an unknown key, and plimsolld was reloaded",
    .pass_example = "plimsolld was reloaded with the policy that is on disk",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
