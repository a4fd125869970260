#pragma once

#include "plimsoll/rule.hpp"

/// Every rule, one file each. The order of the catalogue is in catalogue.cpp.
namespace plimsoll::rules {

// root
extern const Rule root_equivalent;
// user
extern const Rule runs_as_root;
extern const Rule host_user_namespace;
extern const Rule dangerous_supplementary_group;
// capabilities
extern const Rule capability_root_equivalent;
extern const Rule capability_dangerous;
extern const Rule capability_added;
extern const Rule capability_net_raw;
extern const Rule capability_default_kept;
// privileged and confinement
extern const Rule privileged;
extern const Rule privileged_in_user_namespace;
extern const Rule seccomp_disabled;
extern const Rule apparmor_disabled;
extern const Rule selinux_disabled;
extern const Rule no_new_privileges_missing;
extern const Rule masked_paths_removed;
extern const Rule readonly_paths_removed;
extern const Rule block_device_exposed;
extern const Rule host_device_exposed;
extern const Rule device_cgroup_rule_wide;
extern const Rule device_cgroup_rule;
// mounts
extern const Rule docker_socket_mounted;
extern const Rule sensitive_host_path_writable;
extern const Rule host_configuration_writable;
extern const Rule sensitive_host_path_readable;
extern const Rule host_information_readable;
extern const Rule mount_propagation_shared;
extern const Rule root_filesystem_writable;
// cgroup limits
extern const Rule memory_limit_missing;
extern const Rule swap_unlimited;
extern const Rule cpu_limit_missing;
extern const Rule pids_limit_missing;
extern const Rule block_io_limit_partial;
extern const Rule ulimit_excessive;
extern const Rule oom_killer_disabled;
extern const Rule oom_score_lowered;
extern const Rule limit_changed;
extern const Rule cgroup_parent_foreign;
extern const Rule restart_policy_unbounded;
// namespaces and network
extern const Rule host_pid_namespace;
extern const Rule host_ipc_namespace;
extern const Rule host_network;
extern const Rule host_uts_namespace;
extern const Rule host_cgroup_namespace;
extern const Rule shared_container_namespace;
extern const Rule port_on_all_addresses;
extern const Rule privileged_port;
extern const Rule default_bridge;
// host
extern const Rule data_root_shares_file_system;
extern const Rule engine_group_member;
extern const Rule engine_file_not_audited;
extern const Rule host_hardening;
extern const Rule kernel_version_outdated;
extern const Rule other_engine_present;
extern const Rule host_runs_other_programs;
extern const Rule kernel_setting_weak;
extern const Rule service_file_permissions;
extern const Rule engine_configuration_permissions;
extern const Rule registry_certificate_permissions;
extern const Rule tls_certificate_permissions;
extern const Rule tls_key_permissions;
extern const Rule engine_socket_permissions;
extern const Rule containerd_socket_permissions;
// engine
extern const Rule engine_api_without_tls;
extern const Rule engine_api_on_loopback;
extern const Rule engine_plugin_privileged;
extern const Rule engine_seccomp_off;
extern const Rule insecure_registry;
extern const Rule engine_version_outdated;
extern const Rule engine_configuration_not_in_force;
extern const Rule engine_not_rootless;
extern const Rule user_namespace_remapping_off;
extern const Rule no_new_privileges_default_off;
extern const Rule authorization_plugin_missing;
extern const Rule container_editing_plugins;
extern const Rule default_ulimits_missing;
extern const Rule engine_cgroup_parent;
extern const Rule engine_log_level;
extern const Rule logging_not_central;
extern const Rule metrics_endpoint_exposed;
extern const Rule storage_driver_deprecated;
extern const Rule storage_base_size;
extern const Rule live_restore_off;
extern const Rule experimental_features_on;
extern const Rule image_sprawl;
extern const Rule container_sprawl;
// networks
extern const Rule engine_iptables_off;
extern const Rule direct_routing_allowed;
extern const Rule ports_published_everywhere;
extern const Rule userland_proxy_on;
extern const Rule inter_container_traffic;
extern const Rule network_unprotected;
extern const Rule overlay_unencrypted;
// swarm
extern const Rule swarm_mode_on;
extern const Rule swarm_manager_count;
extern const Rule swarm_address_everywhere;
extern const Rule service_secret_in_environment;
extern const Rule swarm_autolock_off;
extern const Rule swarm_unlock_key_rotation;
extern const Rule swarm_certificate_lifetime;
extern const Rule swarm_root_certificate_old;
extern const Rule swarm_data_plane;
// images
extern const Rule image_critical_vulnerability;
extern const Rule image_registry_untrusted;
extern const Rule image_secret;
extern const Rule image_passwordless_sudo;
extern const Rule image_runs_as_root;
extern const Rule image_outdated;
extern const Rule image_not_scanned;
extern const Rule image_scan_outdated;
extern const Rule image_setuid_file;
extern const Rule image_unverified_packages;
extern const Rule image_update_only_layer;
extern const Rule image_add_instruction;
extern const Rule image_healthcheck_missing;
extern const Rule image_exposes_ssh;
extern const Rule image_volume_sensitive;
extern const Rule image_packages;
extern const Rule image_signatures;
extern const Rule image_not_pinned;
extern const Rule image_tag_moved;
// operation
extern const Rule privileged_exec;
extern const Rule root_exec;
extern const Rule process_exceeds_container;
extern const Rule sshd_running;
extern const Rule secret_in_environment;
extern const Rule writable_cgroups;
extern const Rule runtime_unknown;
extern const Rule sysctl_unsafe;
extern const Rule ipc_shareable;
extern const Rule executable_tmpfs;
extern const Rule port_not_expected;
extern const Rule healthcheck_missing;
extern const Rule container_unhealthy;
extern const Rule init_missing;
extern const Rule log_size_unlimited;
extern const Rule logging_disabled;
extern const Rule container_unlisted;
// plimsoll's own
extern const Rule identity_claimed_twice;
extern const Rule policy_refused;

}  // namespace plimsoll::rules
