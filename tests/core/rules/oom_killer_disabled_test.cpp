#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

extern const RuleCases oom_killer_disabled_cases{
    rules::oom_killer_disabled,
    {
        {"enabled", [](World&) {}, passes()},
        {"disabled", [](World& w) { w.container.oom_kill_disable = seen(true); }, violates("oom-kill-disable")},
        {"not reported", [](World& w) { w.container.oom_kill_disable = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
