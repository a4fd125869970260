#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases identity_claimed_twice_cases{
    "identity-claimed-twice",
    {
        {"its own", [](World&) {}, passes()},
        {"claimed by two", [](World& w) { w.container.identity_disputed = seen(true); }, violates("identity")},
        {"nobody knows", [](World& w) { w.container.identity_disputed = missing(Cause::not_recorded); },
         is_unknown(Cause::not_recorded)},
    }};

}  // namespace plimsoll::testing
