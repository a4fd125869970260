#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

const RuleCases privileged_exec_cases{
    "privileged-exec",
    {

        {"no session", [](World&) {}, passes()},
        {"a session", [](World& w) { w.container.exec_sessions = seen({ExecSession{.id = "1"}}); }, passes()},
        {"as root", [](World& w) { w.container.exec_sessions = seen({ExecSession{.id = "1", .user = "root"}}); },
         passes()},
        {"privileged", [](World& w) { w.container.exec_sessions = seen({ExecSession{.id = "1", .privileged = true}}); },
         violates("exec")},
        {"several, two of them privileged",
         [](World& w) {
           w.container.exec_sessions = seen({ExecSession{.id = "1"}, ExecSession{.id = "2", .privileged = true},
                                             ExecSession{.id = "3", .privileged = true}});
         },
         violates("exec")},
        {"not read", [](World& w) { w.container.exec_sessions = missing(Cause::unresolved); },
         is_unknown(Cause::unresolved)},
    }};

}  // namespace plimsoll::testing
