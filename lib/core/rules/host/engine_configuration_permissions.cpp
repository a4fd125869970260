#include "lib/core/rules/host/file_permissions.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "3.5"},  {"1.6.0", "3.6"},  {"1.6.0", "3.17"}, {"1.6.0", "3.18"},
                               {"1.6.0", "3.19"}, {"1.6.0", "3.20"}, {"1.6.0", "3.21"}, {"1.6.0", "3.22"}};
constexpr FilePermission kWanted[] = {{EngineFileRole::config_directory, 0755},
                                      {EngineFileRole::daemon_json, 0644},
                                      {EngineFileRole::environment_file, 0644},
                                      {EngineFileRole::sysconfig_file, 0644}};

Verdict judge(const HostFacts& host, const Context& context) { return judge_file_permissions(host, context, kWanted); }

}  // namespace

PLIMSOLL_RULE(engine_configuration_permissions){
    .id = "engine-configuration-permissions",
    .title = "Others than root may change the engine's configuration",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "The engine runs as root and obeys its configuration: a runtime, a registry or a listening address written "
        "there is root on the host, or gives it away.",
    .remediation =
        "chown root:root what the evidence names; chmod 0755 the directory, 0644 the files; take write permission on "
        "the directories above from others than root.",
    .impact = "Tools that change the configuration without being root stop working.",
    .violation_example = "/etc/docker/daemon.json of mode 0664, or /etc/docker of mode 0737",
    .pass_example = "/etc/docker of mode 2750 and daemon.json of mode 0600, both root:root",
    .references = kFilePermissionReferences,
    .not_applicable_when = kNoSuchFile,
    .reads = kFilePermissionReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
