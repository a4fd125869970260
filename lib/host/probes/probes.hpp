#pragma once

/// What is read of the host, all of it: the table in probes.cpp is the review of what a privileged process would read
/// for us. A probe answers raw bytes; what they mean is worked out elsewhere.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace plimsoll::host {

enum class ProbeId : std::uint8_t {
  kernel_setting,
  process_list,
  process_stat,
  process_status,
  process_cgroup,
  process_program,
  boot_time,
  held_process,
  held_stat,
  held_status,
  held_cgroup,
  held_user_map,
  held_label,
  held_namespace,
  cgroup_processes,
  cgroup_groups,
  cgroup_setting,
  engine_peer,
  engine_pid_file,
  engine_command_line,
  engine_mounts,
  engine_descriptors,
  engine_tcp,
  engine_tcp6,
  engine_configuration,
  unit_file,
  unit_drop_ins,
  registry_folder,
  containerd_namespaces,
  containerd_tasks,
  audit_rule_folder,
  audit_rule_file,
  audit_rules,
  accounts,
  groups,
  file_status,
  layer,
  scan_report_folder,
  scan_report,
};

enum class ProbeKind : std::uint8_t {
  file,              ///< bytes of a regular file
  kernel_file,       ///< the same of /proc, whose files cannot block, in fewer calls
  kernel_file_head,  ///< the same, without what is beyond the limit
  directory,         ///< names in it
  directories,       ///< names of the directories in it
  held_directory,    ///< of a process: held, so that what is read below it is that process's and no other's
  held_file,         ///< bytes of a file below a held directory
  held_link,         ///< where a link below a held directory points
  link,              ///< where it points
  links,             ///< where every link in a directory points
  status,            ///< owner, mode, times and access list; nothing of what is in it
  tree,              ///< walked for files that carry privileges; nothing of what is in them
  peer,              ///< process at the other end of a Unix socket
};

struct Probe {
  ProbeId id{};
  std::string_view name;
  ProbeKind kind{};
  std::string_view place;  ///< "{}" stands for the argument
  bool (*accepts)(std::string_view argument) = nullptr;
  std::size_t limit = 0;  ///< bytes of a file, entries of a directory
};

[[nodiscard]] std::span<const Probe> all_probes();
[[nodiscard]] const Probe& probe(ProbeId id);

/// The path that a probe reads; "" if it does not take this argument.
[[nodiscard]] std::string place_of(const Probe& probe, std::string_view argument);

}  // namespace plimsoll::host
