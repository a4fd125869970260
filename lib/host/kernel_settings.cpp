#include "lib/host/kernel_settings.hpp"

#include <algorithm>

#include "lib/support/utf8.hpp"

namespace plimsoll::host {
namespace {

constexpr std::string_view kNames[] = {
    "fs.protected_fifos",
    "fs.protected_hardlinks",
    "fs.protected_regular",
    "fs.protected_symlinks",
    "fs.suid_dumpable",
    "kernel.apparmor_restrict_unprivileged_userns",
    "kernel.core_pattern",
    "kernel.dmesg_restrict",
    "kernel.io_uring_disabled",
    "kernel.kexec_load_disabled",
    "kernel.kptr_restrict",
    "kernel.modules_disabled",
    "kernel.perf_event_paranoid",
    "kernel.randomize_va_space",
    "kernel.sysrq",
    "kernel.unprivileged_bpf_disabled",
    "kernel.unprivileged_userns_clone",
    "kernel.yama.ptrace_scope",
    "net.ipv4.conf.all.route_localnet",
    "net.ipv4.ip_forward",
    "user.max_user_namespaces",
    "vm.mmap_min_addr",
    "vm.unprivileged_userfaultfd",
};

std::string value_of(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  return to_utf8(text);
}

}  // namespace

std::span<const std::string_view> kernel_setting_names() { return kNames; }

std::string kernel_setting_file(std::string_view name) {
  std::string file(name);
  std::ranges::replace(file, '.', '/');
  return file;
}

Answer<std::vector<KernelSetting>> read_kernel_settings(const HostSource& source) {
  std::vector<KernelSetting> settings;
  Failure failure = Cause::unreadable;
  bool any_read = false;
  for (const std::string_view name : kNames) {
    const auto text = source.file(ProbeId::kernel_setting, kernel_setting_file(name));
    if (!text && text.error() != Cause::absent && text.error() != Cause::no_permission) return text.error();
    if (text || text.error() == Cause::no_permission)
      settings.push_back({std::string(name), text ? value_of(*text) : ""});
    if (!text) failure = text.error();
    any_read = any_read || text.has_value();
  }
  // No kernel is without all of them, and none keeps all of them from everybody but root.
  if (!any_read) return failure == Cause::absent ? Failure(Cause::unreadable, failure.os_error) : failure;
  return settings;
}

}  // namespace plimsoll::host
