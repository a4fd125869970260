#pragma once

#include "plimsoll/rule.hpp"

/// Every rule, one file each. The order of the catalogue is in catalogue.cpp.
namespace plimsoll::rules {

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
// plimsoll's own
extern const Rule identity_claimed_twice;
extern const Rule policy_refused;

}  // namespace plimsoll::rules
