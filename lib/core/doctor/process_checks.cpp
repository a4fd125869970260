// The permissions of the process that reads the host: its own first, then what its sandbox hides.

#include <algorithm>

#include "lib/core/doctor/checks.hpp"

namespace plimsoll::doctor {
namespace {

constexpr const char* kUnconfined = "unconfined";

std::string seccomp_text(SeccompMode mode) {
  switch (mode) {
    case SeccompMode::disabled:
      return "no seccomp filter";
    case SeccompMode::strict:
      return "seccomp strict";
    case SeccompMode::filter:
      return "a seccomp filter";
    case SeccompMode::not_supported:
      break;
  }
  return "a kernel without seccomp";
}

std::string identity_text(const OwnProcess& process) {
  std::vector<std::string> groups;
  for (const Account& group : process.groups) {
    groups.push_back(group.name.empty() ? std::to_string(group.id) : group.name);
  }
  std::string text = account_text(process.user, "uid") + ", groups " + joined(groups, " ") + ", " +
                     seccomp_text(process.seccomp) + (process.no_new_privileges ? ", no-new-privileges" : "");
  if (!process.label.empty() && process.label != kUnconfined) text += ", confined by " + process.label;
  return text;
}

/// The remedy names only the capability that is missing.
CapabilityMask missing_in(const OwnProcess& process) {
  const CapabilityMask wanted = (CapabilityMask{1} << kDacReadSearch) | (CapabilityMask{1} << kSysPtrace);
  const CapabilityMask held =
      process.effective | (holds(process.effective, kDacOverride) ? CapabilityMask{1} << kDacReadSearch : 0);
  return wanted & ~held;
}

Check capability_check(const OwnProcess& process, bool daemon) {
  const CapabilityMask missing = missing_in(process);
  const std::string seen = "effective: " + capability_text(process.effective);
  if (missing == 0) return ok("capabilities", seen);
  return warning("capabilities", seen + "; without " + capability_text(missing) + " part of the host cannot be read",
                 capability_remedy(missing, daemon));
}

Check user_namespace_check(const OwnProcess& process) {
  if (!process.own_user_namespace) return ok("user-namespace", "the host's");
  return warning("user-namespace", "one of its own: its capabilities count for nothing on the host",
                 unit_line("PrivateUsers=no"));
}

/// CAP_SYS_PTRACE sees through hidepid=. The /proc of the host's own root has neither option.
Check proc_check(const OwnProcess& process) {
  if (process.sees_host_root) return ok("proc", "read below /proc/1/root: all processes and kernel settings");
  const bool sees_all = holds(process.effective, kSysPtrace) && !process.own_user_namespace;
  if (process.hides_processes && !sees_all) {
    return warning("proc", "/proc hides the processes of other users (hidepid=)", unit_line("ProtectProc=default"));
  }
  if (process.hides_kernel_files) {
    return warning("proc", "/proc shows processes only (subset=pid), so no /proc/sys", unit_line("ProcSubset=all"));
  }
  return ok("proc", "shows all processes and kernel settings");
}

std::string remedy_for(const std::vector<std::string>& hidden) {
  const auto is_home = [](const std::string& path) {
    return path == "/home" || path == "/root" || path == "/run/user";
  };
  const bool homes_only = std::ranges::all_of(hidden, is_home);
  const std::string without =
      "PrivateTmp=, PrivateDevices=, InaccessiblePaths= and TemporaryFileSystem= without these paths";
  return unit_line(homes_only ? "ProtectHome=read-only" : without);
}

Check hidden_path_check(const OwnProcess& process) {
  if (process.hidden_paths.empty()) return ok("hidden-paths", "none");
  if (process.sees_host_root) {
    return ok("hidden-paths",
              "the sandbox covers " + joined(process.hidden_paths, " ") + "; the host is read below /proc/1/root");
  }
  return warning("hidden-paths", "the sandbox hides " + joined(process.hidden_paths, " "),
                 remedy_for(process.hidden_paths));
}

/// The configuration says that the sandbox takes away on purpose what reading the host needs.
bool accepts_unreadable(const DoctorInput& input) {
  return input.report && std::ranges::any_of(input.report->health.host_unreadable, &UnreadableArea::accepted);
}

void accept(Check& check) {
  if (check.state == CheckState::warning) check = ok(check.id, check.seen + accepted_text());
}

}  // namespace

Checks process_checks(const DoctorInput& input) {
  const auto& process = input.surroundings.process;
  if (!process) return {unknown_check("process", "/proc/self cannot be read", "mount /proc")};
  Checks checks{ok("process", identity_text(*process)), capability_check(*process, input.daemon.has_value()),
                user_namespace_check(*process), proc_check(*process), hidden_path_check(*process)};
  if (accepts_unreadable(input)) std::ranges::for_each(checks, accept);
  return checks;
}

}  // namespace plimsoll::doctor
