#include "lib/core/rules/host/file_permissions.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "3.13"}, {"1.6.0", "3.14"}};
// Root writes what it may read, whatever the mode says: 0600 gives nobody more than 0400.
constexpr FilePermission kWanted[] = {{EngineFileRole::tls_key, 0600}};

constexpr std::string_view kReferences[] = {"https://www.cisecurity.org/benchmark/docker",
                                            "https://docs.docker.com/engine/security/protect-access/"};

Verdict judge(const HostFacts& host, const Context& context) { return judge_file_permissions(host, context, kWanted); }

}  // namespace

PLIMSOLL_RULE(tls_key_permissions){
    .id = "tls-key-permissions",
    .title = "The key of the engine's TLS certificate is not for root's eyes only",
    .severity = Severity::high,
    .cis = kCis,
    .rationale = "Who has the key can pose as the engine and read or change what its clients send, secrets included.",
    .remediation = "chown root:root and chmod 0400 (or 0600) the key; if others could read it, issue a new one.",
    .impact = "What renews the key must be root, and replace the file or set its mode again.",
    .violation_example = "tlskey at /etc/docker/key.pem of mode 0440",
    .pass_example = "/etc/docker/key.pem, root:root, mode 0400",
    .references = kReferences,
    .not_applicable_when = kNoSuchFile,
    .reads = kFilePermissionReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
