#include "tests/core/rules/host/file_cases.hpp"

namespace plimsoll::testing {
namespace {

void have(World& world, std::string path, FileStatus status) {
  have_files(world, {engine_file(EngineFileRole::registry_certificate, std::move(path), std::move(status))});
}

}  // namespace

const RuleCases registry_certificate_permissions_cases{
    "registry-certificate-permissions",
    {
        {"an authority that all may read", [](World& w) { have(w, "/etc/docker/certs.d/r/ca.crt", {.mode = 0444}); },
         passes()},
        {"0442 is a smaller number than 0444",
         [](World& w) { have(w, "/etc/docker/certs.d/r/ca.crt", {.mode = 0442}); },
         violates("/etc/docker/certs.d/r/ca.crt mode")},
        {"its owner may write it", [](World& w) { have(w, "/etc/docker/certs.d/r/ca.crt", {.mode = 0644}); },
         violates("/etc/docker/certs.d/r/ca.crt mode")},
        {"of root, of another group",
         [](World& w) { have(w, "/etc/docker/certs.d/r/ca.crt", {.gid = 7, .mode = 0444}); },
         violates("/etc/docker/certs.d/r/ca.crt owner")},
        {"a name that does not end in .crt", [](World& w) { have(w, "/etc/docker/certs.d/r/ca.pem", {.mode = 0666}); },
         violates("/etc/docker/certs.d/r/ca.pem mode")},
        {"a name with spaces", [](World& w) { have(w, "/etc/docker/certs.d/r/my ca.crt", {.mode = 0666}); },
         violates("/etc/docker/certs.d/r/my ca.crt mode")},
        {"a client's key for root alone", [](World& w) { have(w, "/etc/docker/certs.d/r/client.key", {.mode = 0400}); },
         passes()},
        {"a client's key that all may read",
         [](World& w) { have(w, "/etc/docker/certs.d/r/client.key", {.mode = 0444}); },
         violates("/etc/docker/certs.d/r/client.key mode")},
        {"a certificate with key in its name",
         [](World& w) { have(w, "/etc/docker/certs.d/r/key.cert", {.mode = 0444}); }, passes()},
        {"replaceable", [](World& w) { have(w, "/c/ca.crt", {.mode = 0444, .writable_parent = "/c"}); },
         violates("/c/ca.crt directory")},
        {"a user's, rootless or not is not reported",
         [](World& w) {
           w.engine.security = missing();
           have(w, "/c/ca.crt", {.uid = 1000, .mode = 0444});
         },
         is_unknown()},
        {"unreadable",
         [](World& w) { have_files(w, {unreadable_file(EngineFileRole::registry_certificate, "/c/ca.crt")}); },
         is_unknown(Cause::no_permission)},
        {"no registry has any", [](World& w) { have_files(w, {}); }, does_not_apply(NotApplicable::no_such_file)},
        {"not read", [](World& w) { w.host.engine_files = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
