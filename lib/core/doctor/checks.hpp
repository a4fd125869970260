#pragma once

/// The groups of checks, and the words that they share. Private to this folder.

#include <chrono>
#include <string>
#include <vector>

#include "lib/core/host_areas.hpp"
#include "plimsoll/doctor.hpp"

namespace plimsoll::doctor {

using Checks = std::vector<Check>;

[[nodiscard]] Checks daemon_checks(const DoctorInput& input);
[[nodiscard]] Checks engine_checks(const DoctorInput& input);
[[nodiscard]] Checks source_checks(const DoctorInput& input);
[[nodiscard]] Checks process_checks(const DoctorInput& input);
[[nodiscard]] Checks host_checks(const DoctorInput& input);
[[nodiscard]] Checks policy_checks(const DoctorInput& input);
[[nodiscard]] Checks output_checks(const DoctorInput& input);
[[nodiscard]] Checks system_checks(const DoctorInput& input);

[[nodiscard]] Check ok(std::string id, std::string seen);
[[nodiscard]] Check warning(std::string id, std::string seen, std::string remedy);
[[nodiscard]] Check fault(std::string id, std::string seen, std::string remedy);
[[nodiscard]] Check unknown_check(std::string id, std::string seen, std::string remedy = "");

/// "12 s", "3 min", "2 h", "5 d"; 0 s of an instant that is still to come.
[[nodiscard]] std::string age(Time then, Time now);
/// The same with "ago".
[[nodiscard]] std::string ago(Time then, Time now);
/// "docker (gid 999)", "gid 999"; with "uid" for a user.
[[nodiscard]] std::string account_text(const Account& account, const std::string& kind);
[[nodiscard]] std::string joined(const std::vector<std::string>& texts, const std::string& separator);
/// "CAP_DAC_READ_SEARCH CAP_SYS_PTRACE", "41 capabilities", "no capability".
[[nodiscard]] std::string capability_text(CapabilityMask mask);

/// The capability that includes CAP_DAC_READ_SEARCH, by the kernel's number.
inline constexpr int kDacOverride = 1;

[[nodiscard]] constexpr bool holds(CapabilityMask mask, int capability) { return ((mask >> capability) & 1U) != 0; }

/// The change that grants these capabilities: for the daemon a line of its unit, for a command how to run it as root.
[[nodiscard]] std::string capability_remedy(CapabilityMask capabilities, bool daemon);

/// "; host.accept_unreadable accepts it".
[[nodiscard]] std::string accepted_text();

/// The lines of a drop-in that change the unit, and how to make it.
[[nodiscard]] std::string unit_line(const std::string& lines);

}  // namespace plimsoll::doctor
