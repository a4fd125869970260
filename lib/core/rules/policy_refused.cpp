#include "lib/core/rules/rules.hpp"

namespace plimsoll::rules {
namespace {

Verdict judge(const HostFacts& host, const Context&) {
  const auto& refused = host.refused_policy;
  if (!refused) return unknown(refused);
  if (refused->empty()) return pass();
  return violation(item("policy", refused, "the newest policy on disk in force"));
}

}  // namespace

constinit const Rule policy_refused{
    .id = "policy-refused",
    .title = "The newest policy on disk is refused and the one before it is in force",
    .severity = Severity::high,
    .rationale = "Whoever changed the policy believes that the change holds; what is judged is still the old text.",
    .remediation = "Correct the mistake that the evidence names, then reload.",
    .impact = "Rules and waivers change with the corrected policy: findings may open or close.",
    .judge = judge,
};

}  // namespace plimsoll::rules
