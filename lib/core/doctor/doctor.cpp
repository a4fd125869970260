#include "plimsoll/doctor.hpp"

#include <algorithm>
#include <iterator>

#include "lib/core/doctor/checks.hpp"
#include "lib/core/vocabulary/capabilities.hpp"

namespace plimsoll {

std::string_view to_string(CheckState state) {
  switch (state) {
    case CheckState::ok:
      return "ok";
    case CheckState::warning:
      return "warning";
    case CheckState::fault:
      return "fault";
    case CheckState::unknown:
      break;
  }
  return "unknown";
}

std::vector<Check> examine(const DoctorInput& input) {
  using namespace doctor;
  constexpr Checks (*kGroups[])(const DoctorInput&) = {daemon_checks, engine_checks, source_checks, process_checks,
                                                       host_checks,   policy_checks, output_checks, system_checks};
  Checks all;
  for (const auto& group : kGroups) std::ranges::move(group(input), std::back_inserter(all));
  return all;
}

bool finds_trouble(const std::vector<Check>& checks) {
  return std::ranges::any_of(checks, [](const Check& check) {
    return check.state == CheckState::warning || check.state == CheckState::fault;
  });
}

namespace doctor {

Check ok(std::string id, std::string seen) { return {std::move(id), CheckState::ok, std::move(seen), ""}; }

Check warning(std::string id, std::string seen, std::string remedy) {
  return {std::move(id), CheckState::warning, std::move(seen), std::move(remedy)};
}

Check fault(std::string id, std::string seen, std::string remedy) {
  return {std::move(id), CheckState::fault, std::move(seen), std::move(remedy)};
}

Check unknown_check(std::string id, std::string seen, std::string remedy) {
  return {std::move(id), CheckState::unknown, std::move(seen), std::move(remedy)};
}

std::string age(Time then, Time now) {
  struct Unit {
    std::chrono::seconds length;
    const char* name;
  };
  using namespace std::chrono_literals;
  constexpr Unit kUnits[] = {{24h, " d"}, {1h, " h"}, {1min, " min"}, {1s, " s"}};
  const auto length = std::max(0s, std::chrono::duration_cast<std::chrono::seconds>(now - then));
  const auto* unit = std::ranges::find_if(kUnits, [&](const Unit& each) { return length >= 2 * each.length; });
  if (unit == std::end(kUnits)) unit = std::prev(unit);
  return std::to_string(length / unit->length) + unit->name;
}

std::string ago(Time then, Time now) { return age(then, now) + " ago"; }

std::string account_text(const Account& account, const std::string& kind) {
  const std::string number = kind + " " + std::to_string(account.id);
  return account.name.empty() ? number : account.name + " (" + number + ")";
}

std::string joined(const std::vector<std::string>& texts, const std::string& separator) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : separator) + text;
  return all;
}

std::string capability_text(CapabilityMask mask) {
  constexpr std::size_t kFew = 6;
  std::vector<std::string> names = names_of(mask);
  if (names.empty()) return "no capability";
  if (names.size() > kFew) return std::to_string(names.size()) + " capabilities";
  for (std::string& name : names) name = name.starts_with("CAP_") ? name : "CAP_" + name;
  return joined(names, " ");
}

std::string capability_remedy(CapabilityMask capabilities, bool daemon) {
  const std::string names = capability_text(capabilities);
  return daemon ? unit_line("CapabilityBoundingSet=" + names + ", AmbientCapabilities=" + names)
                : "run it with " + names + ": sudo plimsoll doctor";
}

std::string accepted_text() { return "; host.accept_unreadable accepts it"; }

std::string unit_line(const std::string& lines) { return "systemctl edit plimsolld: " + lines; }

}  // namespace doctor
}  // namespace plimsoll
