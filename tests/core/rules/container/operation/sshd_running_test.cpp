#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> running(std::string program) {
  return [=](World& w) {
    w.host.container_processes =
        seen({ContainerProcesses{w.container.id, seen({ContainerProcess{.program = program}})}});
  };
}

}  // namespace

const RuleCases sshd_running_cases{
    "sshd-running",
    {

        {"another program", [](World&) {}, passes()},
        {"OpenSSH's", running("sshd"), violates("sshd")},
        {"OpenSSH's, several processes",
         [](World& w) {
           const std::vector<ContainerProcess> processes = {{"web", 0}, {"sshd", 0}, {"sshd", 1000}};
           w.host.container_processes = seen({ContainerProcesses{w.container.id, seen(processes)}});
         },
         violates("sshd")},
        {"a session of it", running("sshd-session"), violates("sshd-session")},
        {"Dropbear", running("dropbear"), violates("dropbear")},
        {"the client, and an editor of its configuration", running("ssh"), passes()},
        {"a name that begins alike", running("sshd_config_check"), passes()},
        {"in another container",
         [](World& w) {
           w.host.container_processes =
               seen({ContainerProcesses{w.container.id, seen(std::vector<ContainerProcess>{})},
                     ContainerProcesses{"other", seen({ContainerProcess{.program = "sshd"}})}});
         },
         passes()},
        {"a program that only root may see", running(""), is_unknown(Cause::no_permission)},
        {"one beside sshd",
         [](World& w) {
           const std::vector<ContainerProcess> processes = {{"", 0}, {"sshd", 0}};
           w.host.container_processes = seen({ContainerProcesses{w.container.id, seen(processes)}});
         },
         violates("sshd")},
        {"it does not run", [](World& w) { w.container.pid = seen(std::int64_t{0}); },
         does_not_apply(NotApplicable::not_running)},
        {"started since /proc was read", [](World& w) { w.host.container_processes = seen({ContainerProcesses{}}); },
         is_unknown(Cause::pending)},
        {"/proc not readable", [](World& w) { w.host.container_processes = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
        {"its processes not readable",
         [](World& w) {
           w.host.container_processes =
               seen({ContainerProcesses{w.container.id, {Cause::no_permission, Source::host, "/proc/PID"}}});
         },
         is_unknown(Cause::no_permission)},
        {"nobody tells whether it runs", [](World& w) { w.container.pid = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
