// A plain array: objects that register themselves vanish from static libraries without a warning.

#include <algorithm>
#include <cassert>

#include "lib/core/rules/rules.hpp"

namespace plimsoll {
namespace {

constexpr const Rule* kCatalogue[] = {
    // user
    &rules::runs_as_root,
    &rules::host_user_namespace,
    &rules::dangerous_supplementary_group,
    // capabilities
    &rules::capability_root_equivalent,
    &rules::capability_dangerous,
    &rules::capability_added,
    &rules::capability_net_raw,
    &rules::capability_default_kept,
    // privileged and confinement
    &rules::privileged,
    &rules::privileged_in_user_namespace,
    &rules::seccomp_disabled,
    &rules::apparmor_disabled,
    &rules::selinux_disabled,
    &rules::no_new_privileges_missing,
    &rules::masked_paths_removed,
    &rules::readonly_paths_removed,
    &rules::block_device_exposed,
    &rules::host_device_exposed,
    &rules::device_cgroup_rule_wide,
    &rules::device_cgroup_rule,
    // mounts
    &rules::docker_socket_mounted,
    &rules::sensitive_host_path_writable,
    &rules::host_configuration_writable,
    &rules::sensitive_host_path_readable,
    &rules::host_information_readable,
    &rules::mount_propagation_shared,
    &rules::root_filesystem_writable,
    // cgroup limits
    &rules::memory_limit_missing,
    &rules::swap_unlimited,
    &rules::cpu_limit_missing,
    &rules::pids_limit_missing,
    &rules::block_io_limit_partial,
    &rules::ulimit_excessive,
    &rules::oom_killer_disabled,
    &rules::oom_score_lowered,
    &rules::cgroup_parent_foreign,
    &rules::restart_policy_unbounded,
    // namespaces and network
    &rules::host_pid_namespace,
    &rules::host_ipc_namespace,
    &rules::host_network,
    &rules::host_uts_namespace,
    &rules::host_cgroup_namespace,
    &rules::shared_container_namespace,
    &rules::port_on_all_addresses,
    &rules::privileged_port,
    &rules::default_bridge,
    // plimsoll's own
    &rules::identity_claimed_twice,
    &rules::policy_refused,
};

}  // namespace

std::span<const Rule* const> catalogue() { return kCatalogue; }

const Rule* find_rule(std::string_view id) {
  const auto found = std::ranges::find(kCatalogue, id, &Rule::id);
  return found == std::end(kCatalogue) ? nullptr : *found;
}

std::size_t index_of(const Rule& rule) {
  const auto found = std::ranges::find(kCatalogue, &rule);
  assert(found != std::end(kCatalogue));
  return static_cast<std::size_t>(found - std::begin(kCatalogue));
}

}  // namespace plimsoll
