#include "lib/core/rules/host/file_permissions.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "3.1"}, {"1.6.0", "3.2"}, {"1.6.0", "3.3"}, {"1.6.0", "3.4"}};
constexpr FilePermission kWanted[] = {{EngineFileRole::service_unit, 0644}, {EngineFileRole::socket_unit, 0644}};

Verdict judge(const HostFacts& host, const Context& context) { return judge_file_permissions(host, context, kWanted); }

}  // namespace

PLIMSOLL_RULE(service_file_permissions){
    .id = "service-file-permissions",
    .title = "Others than root may change how the engine is started",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "systemd runs as root what these unit files and their drop-ins say: whoever writes one, or replaces it through "
        "a directory above it, is root at the next start.",
    .remediation =
        "chown root:root and chmod 0644 the file that the evidence names; take write permission on the "
        "directory from others than root.",
    .impact = "None: systemd reads them as root.",
    .violation_example = "/etc/systemd/system/docker.service.d/proxy.conf of mode 0666",
    .pass_example = "/lib/systemd/system/docker.service, root:root, mode 0640",
    .references = kFilePermissionReferences,
    .not_applicable_when = kNoSuchFile,
    .reads = kFilePermissionReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
