// A plain array: objects that register themselves vanish from static libraries without a warning.

#include <algorithm>
#include <cassert>
#include <unordered_map>

#include "lib/core/rules/rules.hpp"

namespace plimsoll {
namespace {

constexpr const Rule* kCatalogue[] = {
    // root
    &rules::root_equivalent,
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
    &rules::limit_changed,
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
    // host
    &rules::data_root_shares_file_system,
    &rules::engine_group_member,
    &rules::engine_file_not_audited,
    &rules::host_hardening,
    &rules::kernel_version_outdated,
    &rules::other_engine_present,
    &rules::host_runs_other_programs,
    &rules::kernel_setting_weak,
    &rules::service_file_permissions,
    &rules::engine_configuration_permissions,
    &rules::registry_certificate_permissions,
    &rules::tls_certificate_permissions,
    &rules::tls_key_permissions,
    &rules::engine_socket_permissions,
    &rules::containerd_socket_permissions,
    // engine
    &rules::engine_api_without_tls,
    &rules::engine_api_on_loopback,
    &rules::engine_plugin_privileged,
    &rules::engine_seccomp_off,
    &rules::insecure_registry,
    &rules::engine_version_outdated,
    &rules::engine_configuration_not_in_force,
    &rules::engine_not_rootless,
    &rules::user_namespace_remapping_off,
    &rules::no_new_privileges_default_off,
    &rules::authorization_plugin_missing,
    &rules::container_editing_plugins,
    &rules::default_ulimits_missing,
    &rules::engine_cgroup_parent,
    &rules::engine_log_level,
    &rules::logging_not_central,
    &rules::metrics_endpoint_exposed,
    &rules::storage_driver_deprecated,
    &rules::storage_base_size,
    &rules::live_restore_off,
    &rules::experimental_features_on,
    &rules::image_sprawl,
    &rules::container_sprawl,
    // networks
    &rules::engine_iptables_off,
    &rules::direct_routing_allowed,
    &rules::ports_published_everywhere,
    &rules::userland_proxy_on,
    &rules::inter_container_traffic,
    &rules::network_unprotected,
    &rules::overlay_unencrypted,
    // swarm
    &rules::swarm_mode_on,
    &rules::swarm_manager_count,
    &rules::swarm_address_everywhere,
    &rules::service_secret_in_environment,
    &rules::swarm_autolock_off,
    &rules::swarm_unlock_key_rotation,
    &rules::swarm_certificate_lifetime,
    &rules::swarm_root_certificate_old,
    &rules::swarm_data_plane,
    // images
    &rules::image_critical_vulnerability,
    &rules::image_registry_untrusted,
    &rules::image_secret,
    &rules::image_passwordless_sudo,
    &rules::image_runs_as_root,
    &rules::image_outdated,
    &rules::image_not_scanned,
    &rules::image_scan_outdated,
    &rules::image_setuid_file,
    &rules::image_unverified_packages,
    &rules::image_update_only_layer,
    &rules::image_add_instruction,
    &rules::image_healthcheck_missing,
    &rules::image_exposes_ssh,
    &rules::image_volume_sensitive,
    &rules::image_packages,
    &rules::image_signatures,
    &rules::image_not_pinned,
    &rules::image_tag_moved,
    // operation
    &rules::privileged_exec,
    &rules::root_exec,
    &rules::process_exceeds_container,
    &rules::sshd_running,
    &rules::secret_in_environment,
    &rules::writable_cgroups,
    &rules::runtime_unknown,
    &rules::sysctl_unsafe,
    &rules::ipc_shareable,
    &rules::executable_tmpfs,
    &rules::port_not_expected,
    &rules::healthcheck_missing,
    &rules::container_unhealthy,
    &rules::init_missing,
    &rules::log_size_unlimited,
    &rules::logging_disabled,
    &rules::container_unlisted,
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
  static const std::unordered_map<const Rule*, std::size_t> indices = [] {
    std::unordered_map<const Rule*, std::size_t> by_rule;
    for (const Rule* each : kCatalogue) by_rule.emplace(each, by_rule.size());
    return by_rule;
  }();
  assert(indices.contains(&rule));
  return indices.at(&rule);
}

}  // namespace plimsoll
