#include "lib/host/probes/probes.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "lib/host/engine_setup/unit_directories.hpp"
#include "lib/host/kernel_settings.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr std::size_t kKiB = 1024;
constexpr std::size_t kMiB = 1024 * kKiB;

bool nothing(std::string_view argument) { return argument.empty(); }

bool process_id(std::string_view argument) {
  const auto is_digit = [](char character) { return character >= '0' && character <= '9'; };
  return !argument.empty() && argument.size() <= 10 && std::ranges::all_of(argument, is_digit);
}

bool file_name(std::string_view argument) {
  return !argument.empty() && argument != "." && argument != ".." && argument.find('/') == argument.npos;
}

bool is_one_of(std::string_view argument, std::span<const std::string_view> words) {
  return std::ranges::find(words, argument) != words.end();
}

bool namespace_name(std::string_view argument) {
  constexpr std::string_view kNames[] = {"cgroup", "ipc", "mnt", "net", "pid", "user", "uts"};
  return is_one_of(argument, kNames);
}

/// A group's path below where groups are mounted. One that leads up is of a kernel that shows us a part of them only.
bool cgroup(std::string_view argument) {
  const auto parts = split(argument, '/');
  return std::ranges::none_of(parts, [](auto part) { return part.empty() || part == "." || part == ".."; });
}

bool cgroup_setting_file(std::string_view argument) {
  constexpr std::string_view kFiles[] = {"memory.limit_in_bytes",
                                         "memory.memsw.limit_in_bytes",
                                         "cpu.cfs_quota_us",
                                         "cpu.cfs_period_us",
                                         "cpu.shares",
                                         "cpuset.cpus",  // of version 1; the last, and the next, of both
                                         "pids.max",
                                         "memory.max",
                                         "memory.swap.max",
                                         "cpu.max",
                                         "cpu.weight",
                                         "cpuset.cpus.effective"};
  return cgroup(argument) && is_one_of(file_name_of(argument), kFiles);
}

/// One that the engine's facts, command line, configuration or unit name, or plimsoll's own configuration.
bool absolute_path(std::string_view argument) { return argument.starts_with('/'); }

bool json_file(std::string_view argument) { return absolute_path(argument) && argument.ends_with(".json"); }

bool setting(std::string_view argument) {
  return std::ranges::any_of(kernel_setting_names(), [&](auto name) { return kernel_setting_file(name) == argument; });
}

constexpr Probe kProbes[] = {
    // The kernel and its processes.
    {ProbeId::kernel_setting, "kernel-setting", ProbeKind::kernel_file, "/proc/sys/{}", setting, 4 * kKiB},
    {ProbeId::process_list, "process-list", ProbeKind::directory, "/proc", nothing, 200'000},
    {ProbeId::process_stat, "process-stat", ProbeKind::kernel_file, "/proc/{}/stat", process_id, 4 * kKiB},
    {ProbeId::process_status, "process-status", ProbeKind::kernel_file_head, "/proc/{}/status", process_id, 4 * kKiB},
    {ProbeId::process_cgroup, "process-cgroup", ProbeKind::kernel_file_head, "/proc/{}/cgroup", process_id, 64 * kKiB},
    {ProbeId::process_program, "process-program", ProbeKind::link, "/proc/{}/exe", process_id, 4 * kKiB},
    {ProbeId::boot_time, "boot-time", ProbeKind::kernel_file, "/proc/stat", nothing, 4 * kMiB},

    // A container's processes, by a directory that is held: another process that gets the same id is never read.
    // Command lines and environments are not read: they hold secrets, and reading them can block.
    {ProbeId::held_process, "held-process", ProbeKind::held_directory, "/proc/{}", process_id, 0},
    {ProbeId::held_stat, "held-stat", ProbeKind::held_file, "stat", nothing, 4 * kKiB},
    {ProbeId::held_status, "held-status", ProbeKind::held_file, "status", nothing, kMiB},
    {ProbeId::held_cgroup, "held-cgroup", ProbeKind::held_file, "cgroup", nothing, 64 * kKiB},
    {ProbeId::held_user_map, "held-user-map", ProbeKind::held_file, "uid_map", nothing, 64 * kKiB},
    {ProbeId::held_label, "held-label", ProbeKind::held_file, "attr/current", nothing, 4 * kKiB},
    {ProbeId::held_namespace, "held-namespace", ProbeKind::held_link, "ns/{}", namespace_name, 0},
    {ProbeId::cgroup_processes, "cgroup-processes", ProbeKind::kernel_file, "/sys/fs/cgroup/{}/cgroup.procs", cgroup,
     256 * kKiB},
    {ProbeId::cgroup_groups, "cgroup-groups", ProbeKind::directories, "/sys/fs/cgroup/{}", cgroup, 1'000},
    {ProbeId::cgroup_setting, "cgroup-setting", ProbeKind::kernel_file, "/sys/fs/cgroup/{}", cgroup_setting_file,
     4 * kKiB},

    // The engine's process. Its command line and configuration may hold proxy passwords: only known options are kept.
    {ProbeId::engine_peer, "engine-peer", ProbeKind::peer, "{}", absolute_path, 0},
    {ProbeId::engine_pid_file, "engine-pid-file", ProbeKind::file, "{}", absolute_path, 32},
    {ProbeId::engine_command_line, "engine-command-line", ProbeKind::kernel_file, "/proc/{}/cmdline", process_id, kMiB},
    {ProbeId::engine_mounts, "engine-mounts", ProbeKind::kernel_file, "/proc/{}/mountinfo", process_id, 16 * kMiB},
    {ProbeId::engine_descriptors, "engine-descriptors", ProbeKind::links, "/proc/{}/fd", process_id, 100'000},
    {ProbeId::engine_tcp, "engine-tcp", ProbeKind::kernel_file, "/proc/{}/net/tcp", process_id, 16 * kMiB},
    {ProbeId::engine_tcp6, "engine-tcp6", ProbeKind::kernel_file, "/proc/{}/net/tcp6", process_id, 16 * kMiB},
    {ProbeId::engine_configuration, "engine-configuration", ProbeKind::file, "{}", absolute_path, kMiB},
    {ProbeId::unit_file, "unit-file", ProbeKind::file, "{}", is_unit_path, 256 * kKiB},
    {ProbeId::unit_drop_ins, "unit-drop-ins", ProbeKind::directory, "{}", is_unit_path, 1'000},
    {ProbeId::registry_folder, "registry-folder", ProbeKind::directory, "{}", absolute_path, 1'000},
    {ProbeId::containerd_namespaces, "containerd-namespaces", ProbeKind::directory,
     "/run/containerd/io.containerd.runtime.v2.task", nothing, 1'000},
    {ProbeId::containerd_tasks, "containerd-tasks", ProbeKind::directory,
     "/run/containerd/io.containerd.runtime.v2.task/{}", file_name, 100'000},

    // The host's own files.
    {ProbeId::audit_rule_folder, "audit-rule-folder", ProbeKind::directory, "/etc/audit/rules.d", nothing, 1'000},
    {ProbeId::audit_rule_file, "audit-rule-file", ProbeKind::file, "/etc/audit/rules.d/{}", file_name, kMiB},
    {ProbeId::audit_rules, "audit-rules", ProbeKind::file, "/etc/audit/audit.rules", nothing, kMiB},
    {ProbeId::accounts, "accounts", ProbeKind::file, "/etc/passwd", nothing, 4 * kMiB},
    {ProbeId::groups, "groups", ProbeKind::file, "/etc/group", nothing, 4 * kMiB},
    {ProbeId::file_status, "file-status", ProbeKind::status, "{}", absolute_path, 0},

    // Images.
    {ProbeId::layer, "layer", ProbeKind::tree, "{}", absolute_path, 1'000'000},
    {ProbeId::scan_report_folder, "scan-report-folder", ProbeKind::directory, "{}", absolute_path, 10'000},
    {ProbeId::scan_report, "scan-report", ProbeKind::file, "{}", json_file, 16 * kMiB},
};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < std::size(kProbes); ++i) {
    if (kProbes[i].id != static_cast<ProbeId>(i)) return false;
  }
  return std::size(kProbes) == static_cast<std::size_t>(ProbeId::scan_report) + 1;
}
static_assert(is_in_order());

}  // namespace

std::span<const Probe> all_probes() { return kProbes; }

const Probe& probe(ProbeId id) { return kProbes[static_cast<std::size_t>(id)]; }

std::string place_of(const Probe& probe, std::string_view argument) {
  if (argument.find('\0') != argument.npos || !probe.accepts(argument)) return {};
  std::string place(probe.place);
  const std::size_t hole = place.find("{}");
  return hole == place.npos ? place : place.replace(hole, 2, argument);
}

}  // namespace plimsoll::host
