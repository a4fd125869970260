// Checks whether the facts of the host can be read: one check for each area, with the line that is missing.

#include "lib/core/doctor/checks.hpp"
#include "lib/core/doctor/host_areas.hpp"
#include "lib/core/doctor/remedy.hpp"

namespace plimsoll::doctor {
namespace {

std::string count_text(const AreaReading& reading) {
  if (reading.facts() <= 1) return "";
  return " (" + std::to_string(reading.trouble()->facts) + " of " + std::to_string(reading.facts()) + ")";
}

std::string call_text(const Trouble& trouble) {
  if (trouble.call.empty()) return "";
  return ", " + std::string(trouble.call) + " fails with errno " + std::to_string(trouble.error_number);
}

Check trouble_check(const HostArea& area, const AreaReading& reading, const DoctorInput& input) {
  const Trouble& trouble = *reading.trouble();
  const std::string seen = std::string(area.what) + " cannot be read" + count_text(reading) + ": " +
                           std::string(to_string(trouble.cause)) + " at " + trouble.where + call_text(trouble);
  const OwnProcess process = input.surroundings.process.value_or(OwnProcess());
  return warning(std::string(area.id), seen, remedy_of(area, trouble, process, input.daemon.has_value()));
}

Check area_check(const HostArea& area, const DoctorInput& input) {
  AreaReading reading;
  area.read(*input.report->snapshot, reading);
  const std::string id(area.id);
  const std::string what(area.what);
  if (reading.trouble()) return trouble_check(area, reading, input);
  if (const auto cause = reading.nothing_known())
    return unknown_check(id, what + ": " + std::string(to_string(*cause)));
  return ok(id, what + (reading.facts() == 0 ? ": there are none" : ": read"));
}

}  // namespace

Checks host_checks(const DoctorInput& input) {
  if (!input.report || !input.report->snapshot) {
    return {unknown_check("host", "the host is read once the engine has answered", "see the check engine")};
  }
  Checks checks;
  for (const HostArea& area : host_areas()) checks.push_back(area_check(area, input));
  return checks;
}

}  // namespace plimsoll::doctor
