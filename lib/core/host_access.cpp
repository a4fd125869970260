#include "plimsoll/host_access.hpp"

#include <algorithm>
#include <iterator>

#include "lib/core/host_areas.hpp"

namespace plimsoll {
namespace {

auto is_of(HostArea area) {
  return [area](const UnreadableArea& unreadable) { return unreadable.area == area; };
}

}  // namespace

std::string_view to_string(HostArea area) {
  switch (area) {
    case HostArea::processes:
      return "processes";
    case HostArea::containers:
      return "containers";
    case HostArea::engine_settings:
      return "engine_settings";
    case HostArea::engine_listeners:
      return "engine_listeners";
    case HostArea::engine_files:
      return "engine_files";
    case HostArea::engine_group:
      return "engine_group";
    case HostArea::data_root:
      return "data_root";
    case HostArea::kernel_settings:
      return "kernel_settings";
    case HostArea::audit_rules:
      return "audit_rules";
    case HostArea::image_layers:
      return "image_layers";
    case HostArea::scan_reports:
      break;
  }
  return "scan_reports";
}

std::vector<UnreadableArea> unreadable_areas(const Snapshot& snapshot, const std::vector<UnreadableArea>& before) {
  std::vector<UnreadableArea> areas;
  for (const HostAreaRow& row : host_area_rows()) {
    if (row.area == HostArea::scan_reports) continue;
    AreaReading reading;
    row.read(snapshot, reading);
    if (reading.facts() == 0) std::ranges::copy_if(before, std::back_inserter(areas), is_of(row.area));
    if (const auto reason = reading.unreadable()) {
      areas.push_back({.area = row.area, .cause = reason->cause, .os_error = reason->os_error, .path = reason->where});
    }
  }
  return areas;
}

bool is_expected_without_capabilities(const UnreadableArea& area) {
  const HostAreaRow& row = host_area_rows()[static_cast<std::size_t>(area.area)];
  return area.cause == Cause::hidden || (area.cause == Cause::no_permission && row.capability >= 0);
}

bool is_lack_of_rights(Cause cause) { return cause == Cause::no_permission || cause == Cause::hidden; }

std::string describe(const UnreadableArea& area) {
  std::string text = std::string(to_string(area.area)) + ": " + std::string(to_string(area.cause));
  if (area.os_error) text += " (" + show(area.os_error) + ")";
  return area.path.empty() ? text : text + " at " + area.path;
}

}  // namespace plimsoll
