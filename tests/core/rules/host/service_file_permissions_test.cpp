#include "tests/core/rules/host/file_cases.hpp"

namespace plimsoll::testing {
namespace {

constexpr const char* kUnit = "/lib/systemd/system/docker.service";
constexpr const char* kDropIn = "/etc/systemd/system/docker.service.d/proxy.conf";
constexpr const char* kSocket = "/lib/systemd/system/docker.socket";

void have_unit(World& world, FileStatus status) {
  have_files(world, {engine_file(EngineFileRole::service_unit, kUnit, std::move(status))});
}

}  // namespace

const RuleCases service_file_permissions_cases{
    "service-file-permissions",
    {
        {"as packaged", [](World& w) { have_unit(w, {.mode = 0644}); }, passes()},
        {"stricter", [](World& w) { have_unit(w, {.mode = 0600}); }, passes()},
        {"nobody may do anything", [](World& w) { have_unit(w, {.mode = 0}); }, passes()},
        {"group may write", [](World& w) { have_unit(w, {.mode = 0664}); },
         violates("/lib/systemd/system/docker.service mode")},
        {"0622 is a smaller number than 0644", [](World& w) { have_unit(w, {.mode = 0622}); },
         violates("/lib/systemd/system/docker.service mode")},
        {"0606 is one too", [](World& w) { have_unit(w, {.mode = 0606}); },
         violates("/lib/systemd/system/docker.service mode")},
        {"0577 is one too", [](World& w) { have_unit(w, {.mode = 0577}); },
         violates("/lib/systemd/system/docker.service mode")},
        {"a user's", [](World& w) { have_unit(w, {.uid = 1000, .mode = 0644}); },
         violates("/lib/systemd/system/docker.service owner")},
        {"a group's", [](World& w) { have_unit(w, {.gid = 1000, .mode = 0644}); },
         violates("/lib/systemd/system/docker.service owner")},
        {"the engine group's is not enough", [](World& w) { have_unit(w, {.gid = 998, .mode = 0644}); },
         violates("/lib/systemd/system/docker.service owner")},
        {"replaceable through a directory above it",
         [](World& w) { have_unit(w, {.mode = 0644, .writable_parent = "/lib/systemd"}); },
         violates("/lib/systemd/system/docker.service directory")},
        {"everything wrong", [](World& w) { have_unit(w, {.uid = 1, .mode = 0666, .writable_parent = "/lib"}); },
         violates({"/lib/systemd/system/docker.service owner", "/lib/systemd/system/docker.service mode",
                   "/lib/systemd/system/docker.service directory"})},
        {"a drop-in",
         [](World& w) {
           have_files(w, {engine_file(EngineFileRole::service_unit, kUnit, {.mode = 0644}),
                          engine_file(EngineFileRole::service_unit, kDropIn, {.mode = 0666})});
         },
         violates("/etc/systemd/system/docker.service.d/proxy.conf mode")},
        {"the socket's unit",
         [](World& w) { have_files(w, {engine_file(EngineFileRole::socket_unit, kSocket, {.mode = 0666})}); },
         violates("/lib/systemd/system/docker.socket mode")},
        {"a rootless engine's user",
         [](World& w) {
           run_rootless(w);
           have_files(w, {engine_file(EngineFileRole::api_socket, "/run/user/1000/docker.sock",
                                      {.uid = 1000, .gid = 100, .mode = 0660}),
                          engine_file(EngineFileRole::service_unit, kUnit, {.uid = 1000, .gid = 100, .mode = 0644})});
         },
         passes()},
        {"another user than the rootless engine's",
         [](World& w) {
           run_rootless(w);
           have_files(w, {engine_file(EngineFileRole::api_socket, "/run/user/1000/docker.sock",
                                      {.uid = 1000, .gid = 100, .mode = 0660}),
                          engine_file(EngineFileRole::service_unit, kUnit, {.uid = 1001, .gid = 100, .mode = 0644})});
         },
         violates("/lib/systemd/system/docker.service owner")},
        {"rootless, and whose it is cannot be told",
         [](World& w) {
           run_rootless(w);
           have_unit(w, {.uid = 1000, .gid = 100, .mode = 0644});
         },
         is_unknown(Cause::unresolved)},
        {"a user's, rootless or not is not reported",
         [](World& w) {
           w.engine.security = missing();
           have_unit(w, {.uid = 1000, .mode = 0644});
         },
         is_unknown()},
        {"root's, rootless or not is not reported",
         [](World& w) {
           w.engine.security = missing();
           have_unit(w, {.mode = 0644});
         },
         passes()},
        {"unreadable", [](World& w) { have_files(w, {unreadable_file(EngineFileRole::service_unit, kUnit)}); },
         is_unknown(Cause::no_permission)},
        {"nobody knows where it is",
         [](World& w) { have_files(w, {unreadable_file(EngineFileRole::service_unit, "", Cause::timed_out)}); },
         is_unknown(Cause::timed_out)},
        {"unreadable beside one that is wrong",
         [](World& w) {
           have_files(w, {unreadable_file(EngineFileRole::service_unit, kUnit),
                          engine_file(EngineFileRole::socket_unit, kSocket, {.mode = 0666})});
         },
         violates("/lib/systemd/system/docker.socket mode")},
        {"other files only",
         [](World& w) {
           have_files(w, {engine_file(EngineFileRole::daemon_json, "/etc/docker/daemon.json", {.mode = 0666})});
         },
         does_not_apply(NotApplicable::no_such_file)},
        {"not read", [](World& w) { w.host.engine_files = missing(Cause::unreadable); }, is_unknown(Cause::unreadable)},
    }};

}  // namespace plimsoll::testing
