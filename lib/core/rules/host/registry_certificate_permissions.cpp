#include "lib/core/rules/host/file_permissions.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "3.7"}, {"1.6.0", "3.8"}};
constexpr FilePermission kWanted[] = {{EngineFileRole::registry_certificate, 0400, ".key"},
                                      {EngineFileRole::registry_certificate, 0444}};

Verdict judge(const HostFacts& host, const Context& context) { return judge_file_permissions(host, context, kWanted); }

}  // namespace

PLIMSOLL_RULE(registry_certificate_permissions){
    .id = "registry-certificate-permissions",
    .title = "Certificates and keys for registries are not read-only files of root",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Whoever writes a certificate authority below certs.d may pose as that registry, and the engine runs what it "
        "hands out. Whoever reads a client key there is this host to the registry.",
    .remediation = "chown root:root each file that the evidence names; chmod 0444 certificates, 0400 keys (*.key).",
    .impact = "What renews the certificates must be root, and replace the file or set its mode again.",
    .violation_example = "/etc/docker/certs.d/registry.example/ca.crt of mode 0644, or client.key of mode 0444",
    .pass_example = "ca.crt of mode 0444 or 0400 and client.key of mode 0400, both root:root",
    .references = kFilePermissionReferences,
    .not_applicable_when = kNoSuchFile,
    .reads = kFilePermissionReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
