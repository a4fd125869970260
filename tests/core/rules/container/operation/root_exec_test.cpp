#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> exec_as(std::string user) {
  return [=](World& w) { w.container.exec_sessions = seen({ExecSession{.id = "1", .user = user}}); };
}

}  // namespace

const RuleCases root_exec_cases{"root-exec",
                                {

                                    {"no session", [](World&) {}, passes()},
                                    {"as the container's own user: a health check", exec_as(""), passes()},
                                    {"as another user", exec_as("1001"), passes()},
                                    {"as root's group", exec_as(":0"), passes()},
                                    {"as root", exec_as("root"), violates("exec")},
                                    {"as 0", exec_as("0"), violates("exec")},
                                    {"as 0, with a group", exec_as("0:1000"), violates("exec")},
                                    {"several as root",
                                     [](World& w) {
                                       w.container.exec_sessions = seen({ExecSession{.id = "1", .user = "0"},
                                                                         ExecSession{.id = "2", .user = "root"}});
                                     },
                                     violates("exec")},
                                    {"as root, which the container is anyway",
                                     [](World& w) {
                                       exec_as("0")(w);
                                       w.container.user = seen("");
                                     },
                                     passes()},
                                    {"as root, users remapped",
                                     [](World& w) {
                                       exec_as("0")(w);
                                       w.remap_users();
                                     },
                                     does_not_apply(NotApplicable::user_namespace_remapped)},
                                    {"as root, users remapped without this container",
                                     [](World& w) {
                                       exec_as("0")(w);
                                       w.remap_users();
                                       w.container.userns_mode = seen("host");
                                     },
                                     violates("exec")},
                                    {"as root, and nobody tells who the container is",
                                     [](World& w) {
                                       exec_as("0")(w);
                                       w.container.user = missing();
                                     },
                                     is_unknown()},
                                    {"not read", [](World& w) { w.container.exec_sessions = missing(); }, is_unknown()},
                                }};

}  // namespace plimsoll::testing
