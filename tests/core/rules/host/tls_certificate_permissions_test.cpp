#include "tests/core/rules/host/file_cases.hpp"

namespace plimsoll::testing {
namespace {

void have_authority(World& world, FileStatus status) {
  have_files(world, {engine_file(EngineFileRole::tls_ca_certificate, "/etc/docker/ca.pem", std::move(status))});
}

void have_certificate(World& world, FileStatus status) {
  have_files(world, {engine_file(EngineFileRole::tls_certificate, "/root/.docker/cert.pem", std::move(status))});
}

}  // namespace

const RuleCases tls_certificate_permissions_cases{
    "tls-certificate-permissions",
    {
        {"authority that all may read", [](World& w) { have_authority(w, {.mode = 0444}); }, passes()},
        {"authority for root alone", [](World& w) { have_authority(w, {.mode = 0400}); }, passes()},
        {"authority that its owner may write", [](World& w) { have_authority(w, {.mode = 0644}); },
         violates("/etc/docker/ca.pem mode")},
        {"authority of a user", [](World& w) { have_authority(w, {.uid = 1000, .mode = 0444}); },
         violates("/etc/docker/ca.pem owner")},
        {"certificate", [](World& w) { have_certificate(w, {.mode = 0444}); }, passes()},
        {"0442 is a smaller number than 0444", [](World& w) { have_certificate(w, {.mode = 0442}); },
         violates("/root/.docker/cert.pem mode")},
        {"certificate in a directory that others may change",
         [](World& w) { have_certificate(w, {.mode = 0444, .writable_parent = "/root"}); },
         violates("/root/.docker/cert.pem directory")},
        {"a user's, rootless or not is not reported",
         [](World& w) {
           w.engine.security = missing();
           have_authority(w, {.uid = 1000, .mode = 0444});
         },
         is_unknown()},
        {"the key is judged by another rule",
         [](World& w) { have_files(w, {engine_file(EngineFileRole::tls_key, "/etc/docker/key.pem", {.mode = 0666})}); },
         does_not_apply(NotApplicable::no_such_file)},
        {"unreadable",
         [](World& w) { have_files(w, {unreadable_file(EngineFileRole::tls_certificate, "/etc/docker/cert.pem")}); },
         is_unknown(Cause::no_permission)},
        {"no TLS", [](World& w) { have_files(w, {}); }, does_not_apply(NotApplicable::no_such_file)},
        {"not read", [](World& w) { w.host.engine_files = missing(); }, is_unknown()},
    }};

}  // namespace plimsoll::testing
