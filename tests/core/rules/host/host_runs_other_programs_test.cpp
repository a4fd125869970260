#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

void run(World& world, std::vector<std::string> names) {
  std::vector<HostProgram> programs;
  for (std::string& name : names) programs.push_back({.name = std::move(name), .processes = 1});
  world.host.programs = seen(std::move(programs));
}

void allow(World& world, std::vector<std::string> names) {
  world.settings.set(rule("host-runs-other-programs").settings[0], std::move(names));
}

}  // namespace

const RuleCases host_runs_other_programs_cases{
    "host-runs-other-programs",
    {
        {"a small server",
         [](World& w) {
           run(w, {"systemd", "systemd-journald", "dbus-daemon", "sshd", "sshd-session", "agetty", "cron", "dockerd",
                   "containerd", "containerd-shim-runc-v2", "docker-proxy", "plimsolld"});
         },
         passes()},
        {"a database", [](World& w) { run(w, {"dockerd", "postgres"}); }, violates("postgres")},
        {"each once", [](World& w) { run(w, {"nginx", "postgres", "nginx"}); }, violates({"nginx", "postgres"})},
        {"a name that an allowed one begins with", [](World& w) { run(w, {"dock"}); }, violates("dock")},
        {"a name that begins with an allowed one", [](World& w) { run(w, {"dockerd-debug"}); },
         violates("dockerd-debug")},
        {"a name that begins with an allowed beginning",
         [](World& w) {
           run(w, {"nginx", "nginx-debug", "ngin"});
           allow(w, {"nginx*"});
         },
         violates("ngin")},
        {"a list that replaces ours",
         [](World& w) {
           run(w, {"dockerd", "nginx"});
           allow(w, {"nginx"});
         },
         violates("dockerd")},
        {"everything allowed",
         [](World& w) {
           run(w, {"nginx"});
           allow(w, {"*"});
         },
         passes()},
        {"not read", [](World& w) { w.host.programs = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
    }};

}  // namespace plimsoll::testing
