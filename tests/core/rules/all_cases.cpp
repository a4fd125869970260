#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

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
// plimsoll's own
extern const RuleCases identity_claimed_twice_cases;
extern const RuleCases policy_refused_cases;

std::vector<const RuleCases*> all_cases() {
  return {
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
      // plimsoll's own
      &identity_claimed_twice_cases,
      &policy_refused_cases,
  };
}

}  // namespace plimsoll::testing
