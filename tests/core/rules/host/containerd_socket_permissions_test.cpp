#include "tests/core/rules/host/file_cases.hpp"

namespace plimsoll::testing {
namespace {

constexpr const char* kSocket = "/run/containerd/containerd.sock";

void have_socket(World& world, FileStatus status) {
  have_files(world, {engine_file(EngineFileRole::containerd_socket, kSocket, std::move(status))});
}

}  // namespace

const RuleCases containerd_socket_permissions_cases{
    "containerd-socket-permissions",
    {
        {"as packaged", [](World& w) { have_socket(w, {.mode = 0660}); }, passes()},
        {"stricter", [](World& w) { have_socket(w, {.mode = 0600}); }, passes()},
        {"0606 is a smaller number than 0660", [](World& w) { have_socket(w, {.mode = 0606}); },
         violates("/run/containerd/containerd.sock mode")},
        {"of the engine's group", [](World& w) { have_socket(w, {.gid = 998, .mode = 0660}); },
         violates("/run/containerd/containerd.sock owner")},
        {"the engine's own containerd",
         [](World& w) {
           have_files(w, {engine_file(EngineFileRole::containerd_socket, "/run/docker/containerd/containerd.sock",
                                      {.mode = 0666})});
         },
         violates("/run/docker/containerd/containerd.sock mode")},
        {"replaceable", [](World& w) { have_socket(w, {.mode = 0660, .writable_parent = "/run/containerd"}); },
         violates("/run/containerd/containerd.sock directory")},
        {"of a user, rootless or not is not reported",
         [](World& w) {
           w.engine.security = missing();
           have_socket(w, {.uid = 1000, .mode = 0660});
         },
         is_unknown()},
        {"unreadable", [](World& w) { have_files(w, {unreadable_file(EngineFileRole::containerd_socket, kSocket)}); },
         is_unknown(Cause::no_permission)},
        {"none", [](World& w) { have_files(w, {}); }, does_not_apply(NotApplicable::no_such_file)},
        {"not read", [](World& w) { w.host.engine_files = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
