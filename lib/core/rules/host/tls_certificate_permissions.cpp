#include "lib/core/rules/host/file_permissions.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "3.9"}, {"1.6.0", "3.10"}, {"1.6.0", "3.11"}, {"1.6.0", "3.12"}};
constexpr FilePermission kWanted[] = {{EngineFileRole::tls_ca_certificate, 0444},
                                      {EngineFileRole::tls_certificate, 0444}};

constexpr std::string_view kReferences[] = {"https://www.cisecurity.org/benchmark/docker",
                                            "https://docs.docker.com/engine/security/protect-access/"};

Verdict judge(const HostFacts& host, const Context& context) { return judge_file_permissions(host, context, kWanted); }

}  // namespace

PLIMSOLL_RULE(tls_certificate_permissions){
    .id = "tls-certificate-permissions",
    .title = "The engine's TLS certificates are not read-only files of root",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Whoever writes the certificate authority signs clients of the API, and each of those is root on the host.",
    .remediation = "chown root:root and chmod 0444 the file that the evidence names.",
    .impact = "What renews the certificates must be root, and replace the file or set its mode again.",
    .violation_example = "tlscacert at /etc/docker/ca.pem of mode 0644, or owned by deploy",
    .pass_example = "/etc/docker/ca.pem, root:root, mode 0444 or 0400",
    .references = kReferences,
    .not_applicable_when = kNoSuchFile,
    .reads = kFilePermissionReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
