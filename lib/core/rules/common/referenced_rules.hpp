#pragma once

#include "plimsoll/rule.hpp"

/// The rules that another rule names: because its finding follows from theirs, or because it judges by them.
namespace plimsoll::rules {

extern const Rule apparmor_disabled;
extern const Rule block_device_exposed;
extern const Rule capability_root_equivalent;
extern const Rule device_cgroup_rule_wide;
extern const Rule docker_socket_mounted;
extern const Rule privileged;
extern const Rule privileged_exec;
extern const Rule privileged_in_user_namespace;
extern const Rule seccomp_disabled;
extern const Rule selinux_disabled;
extern const Rule sensitive_host_path_writable;

}  // namespace plimsoll::rules
