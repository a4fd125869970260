#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases policy_refused_cases{
    "policy-refused",
    {
        {"in force", [](World& w) { w.host.refused_policy = seen(""); }, passes()},
        {"refused", [](World& w) { w.host.refused_policy = seen("policy.yaml:12: unknown rule"); }, violates("policy")},
        {"refused for a reason of one space", [](World& w) { w.host.refused_policy = seen(" "); }, violates("policy")},
        {"nobody knows", [](World& w) { w.host.refused_policy = missing(Cause::not_recorded); },
         is_unknown(Cause::not_recorded)},
    }};

}  // namespace plimsoll::testing
