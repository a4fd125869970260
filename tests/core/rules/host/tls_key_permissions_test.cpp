#include "tests/core/rules/host/file_cases.hpp"

namespace plimsoll::testing {
namespace {

void have_key(World& world, FileStatus status) {
  have_files(world, {engine_file(EngineFileRole::tls_key, "/etc/docker/key.pem", std::move(status))});
}

}  // namespace

const RuleCases tls_key_permissions_cases{
    "tls-key-permissions",
    {
        {"for root alone", [](World& w) { have_key(w, {.mode = 0400}); }, passes()},
        {"root may write it too", [](World& w) { have_key(w, {.mode = 0600}); }, passes()},
        {"its group may read it, root write it", [](World& w) { have_key(w, {.mode = 0640}); },
         violates("/etc/docker/key.pem mode")},
        {"stricter", [](World& w) { have_key(w, {.mode = 0}); }, passes()},
        {"its group may read it", [](World& w) { have_key(w, {.mode = 0440}); }, violates("/etc/docker/key.pem mode")},
        {"others may write it, a smaller number than 0400", [](World& w) { have_key(w, {.mode = 0202}); },
         violates("/etc/docker/key.pem mode")},
        {"a user's", [](World& w) { have_key(w, {.uid = 1000, .gid = 1000, .mode = 0400}); },
         violates("/etc/docker/key.pem owner")},
        {"replaceable", [](World& w) { have_key(w, {.mode = 0400, .writable_parent = "/etc/docker"}); },
         violates("/etc/docker/key.pem directory")},
        {"a user's, rootless or not is not reported",
         [](World& w) {
           w.engine.security = missing();
           have_key(w, {.uid = 1000, .mode = 0400});
         },
         is_unknown()},
        {"unreadable",
         [](World& w) { have_files(w, {unreadable_file(EngineFileRole::tls_key, "/etc/docker/key.pem")}); },
         is_unknown(Cause::no_permission)},
        {"no TLS", [](World& w) { have_files(w, {}); }, does_not_apply(NotApplicable::no_such_file)},
        {"not read", [](World& w) { w.host.engine_files = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
