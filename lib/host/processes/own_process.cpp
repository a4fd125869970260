#include "lib/host/processes/own_process.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <vector>

#include "lib/host/engine_setup/accounts.hpp"
#include "lib/host/probes/answer.hpp"
#include "lib/host/probes/descriptor.hpp"
#include "lib/host/probes/hidden_paths.hpp"
#include "lib/host/probes/mountinfo.hpp"
#include "lib/host/processes/process_credentials.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr const char* kGroupFile = "/etc/group";
constexpr const char* kAccountFile = "/etc/passwd";

/// "" if it cannot be read: without a security module, reading /proc/self/attr/current fails with EINVAL.
std::string text_of(const char* path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path, "re"), std::fclose);
  std::string text;
  std::array<char, 4096> part{};
  for (std::size_t size = 1; file && size > 0;) {
    size = std::fread(part.data(), 1, part.size(), file.get());
    text.append(part.data(), size);
  }
  return text;
}

Account user(std::uint32_t id, const std::string& accounts) { return {id, account_name(accounts, id)}; }

Account group(std::uint32_t id, const std::string& groups) { return {id, group_of(groups, "", id).name}; }

/// The effective group, then those of the line "Groups:".
std::vector<Account> groups_of(std::string_view status, std::uint32_t effective, const std::string& groups) {
  constexpr std::string_view kKey = "Groups:";
  std::vector<Account> found{group(effective, groups)};
  for (const std::string_view line : lines_of(status)) {
    if (!line.starts_with(kKey)) continue;
    for (const std::string_view word : words_of(line.substr(kKey.size()))) {
      const auto id = number_in<std::uint32_t>(word);
      if (id && *id != effective) found.push_back(group(*id, groups));
    }
  }
  return found;
}

bool hides_processes(const MountEntry& mount) {
  const auto options = split(mount.options, ',');
  const bool is_set = std::ranges::any_of(options, [](auto option) { return option.starts_with("hidepid="); });
  return is_set && !has_option(mount, "hidepid=0") && !has_option(mount, "hidepid=off");
}

void read_mounts(OwnProcess& process, std::string_view text) {
  for (const MountEntry& mount : parse_mountinfo(text)) {
    if (mount.point != "/proc" || mount.type != "proc") continue;  // a later one lies over the earlier one
    process.hides_processes = hides_processes(mount);
    process.hides_kernel_files = has_option(mount, "subset=pid");
  }
  process.hidden_paths = HiddenPaths(text).points();
}

/// "plimsolld.service" of "0::/system.slice/plimsolld.service".
std::string unit_of(std::string_view cgroup) {
  for (const std::string_view line : lines_of(cgroup)) {
    const std::vector<std::string_view> fields = split(line, ':');
    if (fields.size() < 3 || !(fields[1].empty() || fields[1] == "name=systemd")) continue;
    const std::string_view name = file_name_of(fields[2]);
    if (name.ends_with(".service")) return std::string(name);
  }
  return "";
}

/// The kernel ends a label with a zero byte or a line end.
std::string label_in(std::string_view text) {
  const std::string_view label = text.substr(0, text.find('\0'));
  return std::string(trimmed(label));
}

int cgroup_version() {
  struct statfs info{};
  if (statfs("/sys/fs/cgroup", &info) != 0) return 0;
  return info.f_type == CGROUP2_SUPER_MAGIC ? 2 : 1;
}

Fact<SocketFile> no_socket_file(const Failure& failure) {
  return {failure.cause, Source::plimsoll, "stat", failure.os_error};
}

bool sees_host_root() {
  const Descriptor root(open("/proc/1/root", O_PATH | O_DIRECTORY | O_CLOEXEC));
  return static_cast<bool>(root);
}

}  // namespace

std::optional<OwnProcess> parse_own_process(const OwnProcessFiles& files) {
  const auto status = parse_process_status(files.status);
  if (!status) return std::nullopt;
  const ProcessCredentials& credentials = status->credentials;
  OwnProcess process{.user = user(credentials.effective_uid, files.accounts),
                     .groups = groups_of(files.status, credentials.effective_gid, files.groups),
                     .effective = credentials.effective,
                     .seccomp = credentials.seccomp,
                     .no_new_privileges = credentials.no_new_privileges,
                     .own_user_namespace = !maps_all_to_themselves(files.user_map),
                     .hidden_paths = {},
                     .label = label_in(files.label),
                     .unit = unit_of(files.cgroup)};
  read_mounts(process, files.mounts);
  return process;
}

std::optional<OwnProcess> read_own_process() {
  auto process = parse_own_process({.status = text_of("/proc/self/status"),
                                    .user_map = text_of("/proc/self/uid_map"),
                                    .mounts = text_of("/proc/self/mountinfo"),
                                    .label = text_of("/proc/self/attr/current"),
                                    .cgroup = text_of("/proc/self/cgroup"),
                                    .groups = text_of(kGroupFile),
                                    .accounts = text_of(kAccountFile)});
  if (process) process->sees_host_root = sees_host_root();
  return process;
}

SystemFacts read_system_facts() {
  utsname name{};
  const bool named = uname(&name) == 0;
  return {.kernel_release = named ? name.release : "",
          .cgroup_version = cgroup_version(),
          .security_modules = std::string(trimmed(text_of("/sys/kernel/security/lsm"))),
          .unit_state = ""};
}

Fact<SocketFile> read_socket_file(const std::string& path) {
  struct stat info{};
  if (stat(path.c_str(), &info) != 0) return no_socket_file(failure_of(SystemCall::newfstatat, errno));
  if (!S_ISSOCK(info.st_mode)) return no_socket_file(Cause::wrong_type);
  SocketFile socket{.owner = user(info.st_uid, text_of(kAccountFile)),
                    .group = group(info.st_gid, text_of(kGroupFile)),
                    .mode = info.st_mode & 07777U,
                    .writable = faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0};
  return {std::move(socket), Source::plimsoll, "stat"};
}

}  // namespace plimsoll::host
