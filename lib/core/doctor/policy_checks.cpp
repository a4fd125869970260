// Whether the policy on disk is the one in force.

#include "lib/core/doctor/checks.hpp"

namespace plimsoll::doctor {
namespace {

constexpr std::size_t kHashDigits = 12;

std::string name_of(const Policy& policy) {
  if (policy.files().empty()) return "the built-in policy";
  return joined(policy.files(), ", ") + " (sha256 " + policy.sha256().substr(0, kHashDigits) + ")";
}

std::string in_force_text(const DoctorInput& input) {
  return input.report && input.report->posture.policy ? name_of(*input.report->posture.policy) : "no policy";
}

Check refused(const DoctorInput& input, const Error& error) {
  const bool daemon = input.daemon.has_value();
  return fault("policy",
               "the one on disk is refused: " + error.text + (daemon ? "; in force: " + in_force_text(input) : ""),
               error.way_out + (error.way_out.empty() ? "" : "; ") +
                   (daemon ? "then systemctl reload plimsolld" : "plimsolld --check-config checks it"));
}

}  // namespace

Checks policy_checks(const DoctorInput& input) {
  const auto& on_disk = input.surroundings.policy_on_disk;
  if (on_disk && !*on_disk) return {refused(input, on_disk->error())};
  if (!input.daemon) return {ok("policy", "the one on disk is good: " + in_force_text(input))};
  const bool loaded = input.report && input.report->posture.policy;
  if (loaded && on_disk && **on_disk != input.report->posture.policy->sha256()) {
    return {warning("policy", "files changed after they were loaded; in force: " + in_force_text(input),
                    "systemctl reload plimsolld")};
  }
  return {ok("policy", "in force: " + in_force_text(input))};
}

}  // namespace plimsoll::doctor
