#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases oom_killer_disabled_cases{
    "oom-killer-disabled",
    {
        {"enabled", [](World&) {}, passes()},
        {"disabled", [](World& w) { w.container.oom_kill_disable = seen(true); }, violates("oom-kill-disable")},
        {"not reported", [](World& w) { w.container.oom_kill_disable = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
