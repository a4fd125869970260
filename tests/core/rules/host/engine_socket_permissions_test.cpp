#include "tests/core/rules/host/file_cases.hpp"

namespace plimsoll::testing {
namespace {

constexpr const char* kSocket = "/run/docker.sock";

/// The engine group's number is 998 in every world.
void have_socket(World& world, FileStatus status) {
  have_files(world, {engine_file(EngineFileRole::api_socket, kSocket, std::move(status))});
}

}  // namespace

const RuleCases engine_socket_permissions_cases{
    "engine-socket-permissions",
    {
        {"as packaged", [](World& w) { have_socket(w, {.gid = 998, .mode = 0660}); }, passes()},
        {"for root alone", [](World& w) { have_socket(w, {.mode = 0660}); }, passes()},
        {"for root alone, no mode for the group", [](World& w) { have_socket(w, {.mode = 0600}); }, passes()},
        {"for root alone, group not known",
         [](World& w) {
           w.host.engine_group = missing();
           have_socket(w, {.mode = 0660});
         },
         passes()},
        {"for everybody", [](World& w) { have_socket(w, {.gid = 998, .mode = 0666}); },
         violates("/run/docker.sock mode")},
        {"0606 is a smaller number than 0660", [](World& w) { have_socket(w, {.gid = 998, .mode = 0606}); },
         violates("/run/docker.sock mode")},
        {"0626 is one too", [](World& w) { have_socket(w, {.gid = 998, .mode = 0626}); },
         violates("/run/docker.sock mode")},
        {"0646 is one too", [](World& w) { have_socket(w, {.gid = 998, .mode = 0646}); },
         violates("/run/docker.sock mode")},
        {"of another group", [](World& w) { have_socket(w, {.gid = 100, .mode = 0660}); },
         violates("/run/docker.sock owner")},
        {"of a group that the engine was told",
         [](World& w) {
           w.host.engine_group = seen(EngineGroup{.name = "engine-users", .gid = 100});
           w.engine.settings.group = seen("engine-users");
           have_socket(w, {.gid = 100, .mode = 0660});
         },
         passes()},
        {"of a group that the engine was told by number",
         [](World& w) {
           w.host.engine_group = seen(EngineGroup{.name = "engine-users", .gid = 100});
           w.engine.settings.group = seen("100");
           have_socket(w, {.gid = 100, .mode = 0660});
         },
         passes()},
        {"of a group that nobody told the engine",
         [](World& w) {
           w.host.engine_group = seen(EngineGroup{.name = "users", .gid = 100});
           have_socket(w, {.gid = 100, .mode = 0660});
         },
         violates("/run/docker.sock owner")},
        {"of a group, what the engine was told is not known",
         [](World& w) {
           w.engine.settings.group = missing(Cause::malformed);
           have_socket(w, {.gid = 998, .mode = 0660});
         },
         is_unknown(Cause::malformed)},
        {"of a group, which one may use the engine is not known",
         [](World& w) {
           w.host.engine_group = missing(Cause::unreadable);
           have_socket(w, {.gid = 998, .mode = 0660});
         },
         is_unknown(Cause::unreadable)},
        {"of a user", [](World& w) { have_socket(w, {.uid = 1000, .gid = 998, .mode = 0660}); },
         violates("/run/docker.sock owner")},
        {"of a user, engine rootless",
         [](World& w) {
           run_rootless(w);
           have_socket(w, {.uid = 1000, .gid = 1000, .mode = 0660});
         },
         passes()},
        {"of a user, engine rootless, for everybody",
         [](World& w) {
           run_rootless(w);
           have_socket(w, {.uid = 1000, .gid = 1000, .mode = 0666});
         },
         violates("/run/docker.sock mode")},
        {"of two users, engine rootless",
         [](World& w) {
           run_rootless(w);
           have_files(w, {engine_file(EngineFileRole::api_socket, "/run/user/1000/docker.sock",
                                      {.uid = 1000, .gid = 1000, .mode = 0660}),
                          engine_file(EngineFileRole::api_socket, "/run/user/1001/docker.sock",
                                      {.uid = 1001, .gid = 1000, .mode = 0660})});
         },
         violates("/run/user/1001/docker.sock owner")},
        {"of a user, rootless or not is not reported",
         [](World& w) {
           w.engine.security = missing();
           have_socket(w, {.uid = 1000, .gid = 1000, .mode = 0660});
         },
         is_unknown()},
        {"a second one that is wrong",
         [](World& w) {
           have_files(w, {engine_file(EngineFileRole::api_socket, kSocket, {.gid = 998, .mode = 0660}),
                          engine_file(EngineFileRole::api_socket, "/srv/ci/docker.sock", {.mode = 0666})});
         },
         violates("/srv/ci/docker.sock mode")},
        {"in a directory that others may change",
         [](World& w) { have_socket(w, {.gid = 998, .mode = 0660, .writable_parent = "/run"}); },
         violates("/run/docker.sock directory")},
        {"unreadable", [](World& w) { have_files(w, {unreadable_file(EngineFileRole::api_socket, kSocket)}); },
         is_unknown(Cause::no_permission)},
        {"none, TCP only", [](World& w) { have_files(w, {}); }, does_not_apply(NotApplicable::no_such_file)},
        {"not read", [](World& w) { w.host.engine_files = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
