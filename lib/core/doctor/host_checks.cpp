// Checks whether the facts of the host can be read: one check for each area, with the line that is missing.

#include <algorithm>

#include "lib/core/doctor/checks.hpp"
#include "lib/core/doctor/remedy.hpp"
#include "lib/core/host_areas.hpp"

namespace plimsoll::doctor {
namespace {

std::string id_of(HostArea area) {
  std::string id = "host-" + std::string(to_string(area));
  std::ranges::replace(id, '_', '-');
  return id;
}

std::string count_text(const AreaReading& reading, const Trouble& trouble) {
  if (reading.facts() <= 1) return "";
  return " (" + std::to_string(trouble.facts) + " of " + std::to_string(reading.facts()) + ")";
}

std::string reason_text(const Trouble& trouble) {
  const std::string reason(to_string(trouble.cause));
  return trouble.os_error ? reason + " (" + show(trouble.os_error) + ")" : reason;
}

/// The configuration says that the area is unreadable on purpose.
bool is_accepted(HostArea area, const Report& report) {
  return std::ranges::any_of(report.health.host_unreadable, [&](const UnreadableArea& unreadable) {
    return unreadable.area == area && unreadable.accepted;
  });
}

Check trouble_check(const HostAreaRow& row, const AreaReading& reading, const DoctorInput& input) {
  const Trouble trouble = *reading.trouble();
  const std::string seen = std::string(row.what) + " cannot be read" + count_text(reading, trouble) + ": " +
                           reason_text(trouble) + " at " + trouble.where;
  if (is_accepted(row.area, *input.report)) return ok(id_of(row.area), seen + accepted_text());
  const OwnProcess process = input.surroundings.process.value_or(OwnProcess());
  return warning(id_of(row.area), seen, remedy_of(row, trouble, process, input.daemon.has_value()));
}

Check area_check(const HostAreaRow& row, const DoctorInput& input) {
  AreaReading reading;
  row.read(*input.report->posture.snapshot, reading);
  const std::string id = id_of(row.area);
  const std::string what(row.what);
  if (reading.trouble()) return trouble_check(row, reading, input);
  if (const auto cause = reading.nothing_known())
    return unknown_check(id, what + ": " + std::string(to_string(*cause)));
  return ok(id, what + (reading.facts() == 0 ? ": there are none" : ": read"));
}

}  // namespace

Checks host_checks(const DoctorInput& input) {
  if (!input.report || !input.report->posture.snapshot) {
    return {unknown_check("host", "the host is read once the engine has answered", "see the check engine")};
  }
  Checks checks;
  for (const HostAreaRow& row : host_area_rows()) checks.push_back(area_check(row, input));
  return checks;
}

}  // namespace plimsoll::doctor
