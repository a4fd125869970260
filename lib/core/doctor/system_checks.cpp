// The kernel, its control groups and security modules, and the unit.

#include "lib/core/doctor/checks.hpp"

namespace plimsoll::doctor {
namespace {

Check told(const std::string& id, const std::string& seen) {
  return seen.empty() ? unknown_check(id, "cannot be read") : ok(id, seen);
}

std::string cgroup_text(int version) { return version == 0 ? "" : "version " + std::to_string(version); }

Check own_unit_check(const std::optional<OwnProcess>& process) {
  const std::string unit = process ? process->unit : "";
  return unit.empty() ? unknown_check("unit", "not started by systemd") : ok("unit", "runs as " + unit);
}

/// As systemctl shows it to a command.
Check shown_unit_check(const std::string& state) {
  if (state.empty()) return unknown_check("unit", "systemd does not run here");
  const std::string seen = "plimsolld.service: " + state;
  if (state == "not installed") return unknown_check("unit", seen);
  if (state.starts_with("loaded active")) return ok("unit", seen);
  return warning("unit", seen, "journalctl --unit plimsolld --lines 20");
}

}  // namespace

Checks system_checks(const DoctorInput& input) {
  const SystemFacts& system = input.surroundings.system;
  return {told("kernel", system.kernel_release), told("cgroups", cgroup_text(system.cgroup_version)),
          told("security-modules", system.security_modules),
          input.daemon ? own_unit_check(input.surroundings.process) : shown_unit_check(system.unit_state)};
}

}  // namespace plimsoll::doctor
