#include "tests/core/rules/host/file_cases.hpp"

namespace plimsoll::testing {
namespace {

void have_directory(World& world, FileStatus status) {
  have_files(world, {engine_file(EngineFileRole::config_directory, "/etc/docker", std::move(status))});
}

void have_file(World& world, EngineFileRole role, const char* path, FileStatus status) {
  have_files(world, {engine_file(role, path, std::move(status))});
}

}  // namespace

const RuleCases engine_configuration_permissions_cases{
    "engine-configuration-permissions",
    {
        {"directory as packaged", [](World& w) { have_directory(w, {.mode = 0755}); }, passes()},
        {"directory with setgid bit", [](World& w) { have_directory(w, {.mode = 02750}); }, passes()},
        {"directory with sticky bit", [](World& w) { have_directory(w, {.mode = 01700}); }, passes()},
        {"0737 is a smaller number than 0755", [](World& w) { have_directory(w, {.mode = 0737}); },
         violates("/etc/docker mode")},
        {"directory that its group may change", [](World& w) { have_directory(w, {.mode = 0775}); },
         violates("/etc/docker mode")},
        {"daemon.json",
         [](World& w) { have_file(w, EngineFileRole::daemon_json, "/etc/docker/daemon.json", {.mode = 0644}); },
         passes()},
        {"daemon.json that may be run",
         [](World& w) { have_file(w, EngineFileRole::daemon_json, "/etc/docker/daemon.json", {.mode = 0755}); },
         violates("/etc/docker/daemon.json mode")},
        {"daemon.json elsewhere, a user's",
         [](World& w) { have_file(w, EngineFileRole::daemon_json, "/srv/d.json", {.uid = 1000, .mode = 0644}); },
         violates("/srv/d.json owner")},
        {"environment file that all may change",
         [](World& w) { have_file(w, EngineFileRole::environment_file, "/etc/default/docker", {.mode = 0666}); },
         violates("/etc/default/docker mode")},
        {"sysconfig file of another group",
         [](World& w) {
           have_file(w, EngineFileRole::sysconfig_file, "/etc/sysconfig/docker", {.gid = 5, .mode = 0644});
         },
         violates("/etc/sysconfig/docker owner")},
        {"in a directory that others may change",
         [](World& w) {
           have_file(w, EngineFileRole::environment_file, "/etc/default/docker",
                     {.mode = 0644, .writable_parent = "/etc/default"});
         },
         violates("/etc/default/docker directory")},
        {"a rootless user's, which is fine, and a file of the user's group that is not the user's",
         [](World& w) {
           run_rootless(w);
           have_files(w, {engine_file(EngineFileRole::daemon_json, "/home/a/.config/docker/daemon.json",
                                      {.uid = 1000, .gid = 100, .mode = 0644}),
                          engine_file(EngineFileRole::config_directory, "/home/a/.config/docker",
                                      {.uid = 1001, .gid = 100, .mode = 0755}),
                          engine_file(EngineFileRole::api_socket, "/run/user/1000/docker.sock",
                                      {.uid = 1000, .gid = 100, .mode = 0660})});
         },
         violates("/home/a/.config/docker owner")},
        {"a user's, rootless or not is not reported",
         [](World& w) {
           w.engine.security = missing();
           have_directory(w, {.uid = 1000, .mode = 0755});
         },
         is_unknown()},
        {"unreadable",
         [](World& w) { have_files(w, {unreadable_file(EngineFileRole::daemon_json, "/etc/docker/daemon.json")}); },
         is_unknown(Cause::no_permission)},
        {"none there", [](World& w) { have_files(w, {}); }, does_not_apply(NotApplicable::no_such_file)},
        {"not read", [](World& w) { w.host.engine_files = missing(Cause::timed_out); }, is_unknown(Cause::timed_out)},
    }};

}  // namespace plimsoll::testing
