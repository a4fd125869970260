#include "lib/core/rules/host/file_permissions.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "3.23"}, {"1.6.0", "3.24"}};
constexpr FilePermission kWanted[] = {{EngineFileRole::containerd_socket, 0660}};

Verdict judge(const HostFacts& host, const Context& context) { return judge_file_permissions(host, context, kWanted); }

}  // namespace

PLIMSOLL_RULE(containerd_socket_permissions){
    .id = "containerd-socket-permissions",
    .title = "Others than root may use containerd's socket",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "Whoever may write to it runs any container as root, past the engine: no authorization plugin is asked and no "
        "list of containers shows it.",
    .remediation = "chown root:root and chmod 0660; keep it so by uid and gid of [grpc] in containerd's config.toml.",
    .impact = "Programs that used the socket as any other user lose it: each of them was root.",
    .violation_example = "/run/containerd/containerd.sock of mode 0606, or root:docker",
    .pass_example = "/run/containerd/containerd.sock, root:root, mode 0660 or 0600",
    .references = kFilePermissionReferences,
    .not_applicable_when = kNoSuchFile,
    .reads = kFilePermissionReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
