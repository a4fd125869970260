#include "lib/core/doctor/remedy.hpp"

#include <algorithm>
#include <cerrno>
#include <optional>

#include "lib/core/doctor/checks.hpp"

namespace plimsoll::doctor {
namespace {

using Remedy = std::optional<std::string>;

struct Case {
  const HostAreaRow& area;
  const Trouble& trouble;
  const OwnProcess& process;
  bool daemon;
};

/// Reading takes one that the process lacks. CAP_DAC_OVERRIDE includes reading.
bool lacks_capability(const Case& one) {
  const int wanted = one.area.capability;
  if (wanted < 0 || holds(one.process.effective, wanted)) return false;
  return wanted != kDacReadSearch || !holds(one.process.effective, kDacOverride);
}

Remedy of_hanging_file(const Case& one) {
  if (one.trouble.cause != Cause::timed_out) return std::nullopt;
  return "find what hangs: ps -eo pid,stat,wchan:20,comm | grep ' D'";
}

Remedy of_user_namespace(const Case& one) {
  if (!one.process.own_user_namespace) return std::nullopt;
  return one.daemon ? unit_line("PrivateUsers=no") : "run it in the host's user namespace";
}

/// A seccomp filter answers ENOSYS or EPERM.
Remedy of_system_call(const Case& one) {
  const int number = one.trouble.os_error.number;
  const bool by_filter = number == ENOSYS || (number == EPERM && one.process.seccomp == SeccompMode::filter);
  if (!by_filter || (number == EPERM && lacks_capability(one))) return std::nullopt;
  return unit_line("SystemCallFilter=" + std::string(to_string(one.trouble.os_error.call)));
}

Remedy of_hidden_path(const Case& one) {
  const auto& hidden = one.process.hidden_paths;
  if (one.process.sees_host_root) return std::nullopt;
  const auto is_above = [&](const std::string& path) {
    return one.trouble.where == path || one.trouble.where.starts_with(path + "/");
  };
  const auto found = std::ranges::find_if(hidden, is_above);
  if (found == hidden.end() && one.trouble.cause == Cause::hidden)
    return capability_remedy(CapabilityMask{1} << kSysPtrace, one.daemon);
  if (found == hidden.end()) return std::nullopt;
  const bool home = *found == "/home" || *found == "/root" || *found == "/run/user";
  return unit_line(home ? "ProtectHome=read-only" : "InaccessiblePaths= without " + *found);
}

Remedy of_capability(const Case& one) {
  if (!lacks_capability(one)) return std::nullopt;
  return capability_remedy(CapabilityMask{1} << one.area.capability, one.daemon);
}

Remedy of_proc_mount(const Case& one) {
  if (one.process.sees_host_root) return std::nullopt;
  if (one.area.place == AreaPlace::kernel_files && one.process.hides_kernel_files) return unit_line("ProcSubset=all");
  if (one.area.place == AreaPlace::processes && one.process.hides_processes) return unit_line("ProtectProc=default");
  return std::nullopt;
}

/// The last resort: a security module denies without a trace in the process itself.
std::string of_security_module(const Case& one) {
  const bool confined = !one.process.label.empty() && one.process.label != "unconfined";
  return (confined ? one.process.label + " may deny it: " : std::string("a security module may deny it: ")) +
         "journalctl --dmesg --grep denied";
}

}  // namespace

std::string remedy_of(const HostAreaRow& area, const Trouble& trouble, const OwnProcess& process, bool daemon) {
  const Case one{area, trouble, process, daemon};
  constexpr Remedy (*kReasons[])(const Case&) = {of_hanging_file, of_user_namespace, of_system_call,
                                                 of_hidden_path,  of_capability,     of_proc_mount};
  for (const auto& reason : kReasons) {
    if (const Remedy remedy = reason(one)) return *remedy;
  }
  return of_security_module(one);
}

}  // namespace plimsoll::doctor
