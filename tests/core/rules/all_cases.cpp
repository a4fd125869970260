#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

// root
extern const RuleCases root_equivalent_cases;
// user
extern const RuleCases runs_as_root_cases;
extern const RuleCases host_user_namespace_cases;
extern const RuleCases dangerous_supplementary_group_cases;
// capabilities
extern const RuleCases capability_root_equivalent_cases;
extern const RuleCases capability_dangerous_cases;
extern const RuleCases capability_added_cases;
extern const RuleCases capability_net_raw_cases;
extern const RuleCases capability_default_kept_cases;
// privileged and confinement
extern const RuleCases privileged_cases;
extern const RuleCases privileged_in_user_namespace_cases;
extern const RuleCases seccomp_disabled_cases;
extern const RuleCases apparmor_disabled_cases;
extern const RuleCases selinux_disabled_cases;
extern const RuleCases no_new_privileges_missing_cases;
extern const RuleCases masked_paths_removed_cases;
extern const RuleCases readonly_paths_removed_cases;
extern const RuleCases block_device_exposed_cases;
extern const RuleCases host_device_exposed_cases;
extern const RuleCases device_cgroup_rule_wide_cases;
extern const RuleCases device_cgroup_rule_cases;
// mounts
extern const RuleCases docker_socket_mounted_cases;
extern const RuleCases sensitive_host_path_writable_cases;
extern const RuleCases host_configuration_writable_cases;
extern const RuleCases sensitive_host_path_readable_cases;
extern const RuleCases host_information_readable_cases;
extern const RuleCases mount_propagation_shared_cases;
extern const RuleCases root_filesystem_writable_cases;
// cgroup limits
extern const RuleCases memory_limit_missing_cases;
extern const RuleCases swap_unlimited_cases;
extern const RuleCases cpu_limit_missing_cases;
extern const RuleCases pids_limit_missing_cases;
extern const RuleCases block_io_limit_partial_cases;
extern const RuleCases ulimit_excessive_cases;
extern const RuleCases oom_killer_disabled_cases;
extern const RuleCases oom_score_lowered_cases;
extern const RuleCases limit_changed_cases;
extern const RuleCases cgroup_parent_foreign_cases;
extern const RuleCases restart_policy_unbounded_cases;
// namespaces and network
extern const RuleCases host_pid_namespace_cases;
extern const RuleCases host_ipc_namespace_cases;
extern const RuleCases host_network_cases;
extern const RuleCases host_uts_namespace_cases;
extern const RuleCases host_cgroup_namespace_cases;
extern const RuleCases shared_container_namespace_cases;
extern const RuleCases port_on_all_addresses_cases;
extern const RuleCases privileged_port_cases;
extern const RuleCases default_bridge_cases;
// host
extern const RuleCases data_root_shares_file_system_cases;
extern const RuleCases engine_group_member_cases;
extern const RuleCases engine_file_not_audited_cases;
extern const RuleCases host_hardening_cases;
extern const RuleCases kernel_version_outdated_cases;
extern const RuleCases other_engine_present_cases;
extern const RuleCases host_runs_other_programs_cases;
extern const RuleCases kernel_setting_weak_cases;
extern const RuleCases service_file_permissions_cases;
extern const RuleCases engine_configuration_permissions_cases;
extern const RuleCases registry_certificate_permissions_cases;
extern const RuleCases tls_certificate_permissions_cases;
extern const RuleCases tls_key_permissions_cases;
extern const RuleCases engine_socket_permissions_cases;
extern const RuleCases containerd_socket_permissions_cases;
// engine
extern const RuleCases engine_api_without_tls_cases;
extern const RuleCases engine_api_on_loopback_cases;
extern const RuleCases engine_plugin_privileged_cases;
extern const RuleCases engine_seccomp_off_cases;
extern const RuleCases insecure_registry_cases;
extern const RuleCases engine_version_outdated_cases;
extern const RuleCases engine_configuration_not_in_force_cases;
extern const RuleCases engine_not_rootless_cases;
extern const RuleCases user_namespace_remapping_off_cases;
extern const RuleCases no_new_privileges_default_off_cases;
extern const RuleCases authorization_plugin_missing_cases;
extern const RuleCases container_editing_plugins_cases;
extern const RuleCases default_ulimits_missing_cases;
extern const RuleCases engine_cgroup_parent_cases;
extern const RuleCases engine_log_level_cases;
extern const RuleCases logging_not_central_cases;
extern const RuleCases metrics_endpoint_exposed_cases;
extern const RuleCases storage_driver_deprecated_cases;
extern const RuleCases storage_base_size_cases;
extern const RuleCases live_restore_off_cases;
extern const RuleCases experimental_features_on_cases;
extern const RuleCases image_sprawl_cases;
extern const RuleCases container_sprawl_cases;
// networks
extern const RuleCases engine_iptables_off_cases;
extern const RuleCases direct_routing_allowed_cases;
extern const RuleCases ports_published_everywhere_cases;
extern const RuleCases userland_proxy_on_cases;
extern const RuleCases inter_container_traffic_cases;
extern const RuleCases network_unprotected_cases;
extern const RuleCases overlay_unencrypted_cases;
// swarm
extern const RuleCases swarm_mode_on_cases;
extern const RuleCases swarm_manager_count_cases;
extern const RuleCases swarm_address_everywhere_cases;
extern const RuleCases service_secret_in_environment_cases;
extern const RuleCases swarm_autolock_off_cases;
extern const RuleCases swarm_unlock_key_rotation_cases;
extern const RuleCases swarm_certificate_lifetime_cases;
extern const RuleCases swarm_root_certificate_old_cases;
extern const RuleCases swarm_data_plane_cases;
// images
extern const RuleCases image_critical_vulnerability_cases;
extern const RuleCases image_registry_untrusted_cases;
extern const RuleCases image_secret_cases;
extern const RuleCases image_passwordless_sudo_cases;
extern const RuleCases image_runs_as_root_cases;
extern const RuleCases image_outdated_cases;
extern const RuleCases image_not_scanned_cases;
extern const RuleCases image_scan_outdated_cases;
extern const RuleCases image_setuid_file_cases;
extern const RuleCases image_unverified_packages_cases;
extern const RuleCases image_update_only_layer_cases;
extern const RuleCases image_add_instruction_cases;
extern const RuleCases image_healthcheck_missing_cases;
extern const RuleCases image_exposes_ssh_cases;
extern const RuleCases image_volume_sensitive_cases;
extern const RuleCases image_packages_cases;
extern const RuleCases image_signatures_cases;
extern const RuleCases image_not_pinned_cases;
extern const RuleCases image_tag_moved_cases;
// operation
extern const RuleCases privileged_exec_cases;
extern const RuleCases root_exec_cases;
extern const RuleCases process_exceeds_container_cases;
extern const RuleCases sshd_running_cases;
extern const RuleCases secret_in_environment_cases;
extern const RuleCases writable_cgroups_cases;
extern const RuleCases runtime_unknown_cases;
extern const RuleCases sysctl_unsafe_cases;
extern const RuleCases ipc_shareable_cases;
extern const RuleCases executable_tmpfs_cases;
extern const RuleCases port_not_expected_cases;
extern const RuleCases healthcheck_missing_cases;
extern const RuleCases container_unhealthy_cases;
extern const RuleCases init_missing_cases;
extern const RuleCases log_size_unlimited_cases;
extern const RuleCases logging_disabled_cases;
extern const RuleCases container_unlisted_cases;
// plimsoll's own
extern const RuleCases identity_claimed_twice_cases;
extern const RuleCases policy_refused_cases;

std::vector<const RuleCases*> all_cases() {
  return {
      // root
      &root_equivalent_cases,
      // user
      &runs_as_root_cases,
      &host_user_namespace_cases,
      &dangerous_supplementary_group_cases,
      // capabilities
      &capability_root_equivalent_cases,
      &capability_dangerous_cases,
      &capability_added_cases,
      &capability_net_raw_cases,
      &capability_default_kept_cases,
      // privileged and confinement
      &privileged_cases,
      &privileged_in_user_namespace_cases,
      &seccomp_disabled_cases,
      &apparmor_disabled_cases,
      &selinux_disabled_cases,
      &no_new_privileges_missing_cases,
      &masked_paths_removed_cases,
      &readonly_paths_removed_cases,
      &block_device_exposed_cases,
      &host_device_exposed_cases,
      &device_cgroup_rule_wide_cases,
      &device_cgroup_rule_cases,
      // mounts
      &docker_socket_mounted_cases,
      &sensitive_host_path_writable_cases,
      &host_configuration_writable_cases,
      &sensitive_host_path_readable_cases,
      &host_information_readable_cases,
      &mount_propagation_shared_cases,
      &root_filesystem_writable_cases,
      // cgroup limits
      &memory_limit_missing_cases,
      &swap_unlimited_cases,
      &cpu_limit_missing_cases,
      &pids_limit_missing_cases,
      &block_io_limit_partial_cases,
      &ulimit_excessive_cases,
      &oom_killer_disabled_cases,
      &oom_score_lowered_cases,
      &limit_changed_cases,
      &cgroup_parent_foreign_cases,
      &restart_policy_unbounded_cases,
      // namespaces and network
      &host_pid_namespace_cases,
      &host_ipc_namespace_cases,
      &host_network_cases,
      &host_uts_namespace_cases,
      &host_cgroup_namespace_cases,
      &shared_container_namespace_cases,
      &port_on_all_addresses_cases,
      &privileged_port_cases,
      &default_bridge_cases,
      // host
      &data_root_shares_file_system_cases,
      &engine_group_member_cases,
      &engine_file_not_audited_cases,
      &host_hardening_cases,
      &kernel_version_outdated_cases,
      &other_engine_present_cases,
      &host_runs_other_programs_cases,
      &kernel_setting_weak_cases,
      &service_file_permissions_cases,
      &engine_configuration_permissions_cases,
      &registry_certificate_permissions_cases,
      &tls_certificate_permissions_cases,
      &tls_key_permissions_cases,
      &engine_socket_permissions_cases,
      &containerd_socket_permissions_cases,
      // engine
      &engine_api_without_tls_cases,
      &engine_api_on_loopback_cases,
      &engine_plugin_privileged_cases,
      &engine_seccomp_off_cases,
      &insecure_registry_cases,
      &engine_version_outdated_cases,
      &engine_configuration_not_in_force_cases,
      &engine_not_rootless_cases,
      &user_namespace_remapping_off_cases,
      &no_new_privileges_default_off_cases,
      &authorization_plugin_missing_cases,
      &container_editing_plugins_cases,
      &default_ulimits_missing_cases,
      &engine_cgroup_parent_cases,
      &engine_log_level_cases,
      &logging_not_central_cases,
      &metrics_endpoint_exposed_cases,
      &storage_driver_deprecated_cases,
      &storage_base_size_cases,
      &live_restore_off_cases,
      &experimental_features_on_cases,
      &image_sprawl_cases,
      &container_sprawl_cases,
      // networks
      &engine_iptables_off_cases,
      &direct_routing_allowed_cases,
      &ports_published_everywhere_cases,
      &userland_proxy_on_cases,
      &inter_container_traffic_cases,
      &network_unprotected_cases,
      &overlay_unencrypted_cases,
      // swarm
      &swarm_mode_on_cases,
      &swarm_manager_count_cases,
      &swarm_address_everywhere_cases,
      &service_secret_in_environment_cases,
      &swarm_autolock_off_cases,
      &swarm_unlock_key_rotation_cases,
      &swarm_certificate_lifetime_cases,
      &swarm_root_certificate_old_cases,
      &swarm_data_plane_cases,
      // images
      &image_critical_vulnerability_cases,
      &image_registry_untrusted_cases,
      &image_secret_cases,
      &image_passwordless_sudo_cases,
      &image_runs_as_root_cases,
      &image_outdated_cases,
      &image_not_scanned_cases,
      &image_scan_outdated_cases,
      &image_setuid_file_cases,
      &image_unverified_packages_cases,
      &image_update_only_layer_cases,
      &image_add_instruction_cases,
      &image_healthcheck_missing_cases,
      &image_exposes_ssh_cases,
      &image_volume_sensitive_cases,
      &image_packages_cases,
      &image_signatures_cases,
      &image_not_pinned_cases,
      &image_tag_moved_cases,
      // operation
      &privileged_exec_cases,
      &root_exec_cases,
      &process_exceeds_container_cases,
      &sshd_running_cases,
      &secret_in_environment_cases,
      &writable_cgroups_cases,
      &runtime_unknown_cases,
      &sysctl_unsafe_cases,
      &ipc_shareable_cases,
      &executable_tmpfs_cases,
      &port_not_expected_cases,
      &healthcheck_missing_cases,
      &container_unhealthy_cases,
      &init_missing_cases,
      &log_size_unlimited_cases,
      &logging_disabled_cases,
      &container_unlisted_cases,
      // plimsoll's own
      &identity_claimed_twice_cases,
      &policy_refused_cases,
  };
}

}  // namespace plimsoll::testing
