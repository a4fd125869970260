#include "lib/core/rules/host/file_permissions.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "3.15"}, {"1.6.0", "3.16"}};
constexpr FilePermission kWanted[] = {{.role = EngineFileRole::api_socket, .mode = 0660, .engine_group = true}};

constexpr std::string_view kReferences[] = {
    "https://www.cisecurity.org/benchmark/docker",
    "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
};
constexpr std::string_view kReads[] = {"host.engine_files", "host.engine_group", "engine.security", "engine.group"};

Verdict judge(const HostFacts& host, const Context& context) { return judge_file_permissions(host, context, kWanted); }

}  // namespace

PLIMSOLL_RULE(engine_socket_permissions){
    .id = "engine-socket-permissions",
    .title = "Others than root and the engine's group may use the API socket",
    .severity = Severity::high,
    .cis = kCis,
    .rationale = "Whoever may write to the socket starts a privileged container, and that is root on the host.",
    .remediation =
        "chown root and the engine's group, chmod 0660; keep it so by SocketMode= and SocketGroup= of docker.socket, "
        "and name the same group to the engine (`group` in daemon.json) if it is not docker.",
    .impact = "Programs that used the socket as any other user lose the API: each of them was root.",
    .violation_example = "/run/docker.sock of mode 0666, or of 0606",
    .pass_example = "/run/docker.sock, root:docker, mode 0660; or root:root, mode 0600",
    .references = kReferences,
    .not_applicable_when = kNoSuchFile,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
