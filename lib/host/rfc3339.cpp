#include "lib/host/rfc3339.hpp"

#include <chrono>
#include <string>

#include "lib/host/text.hpp"
#include "lib/support/utc.hpp"

namespace plimsoll::host {
namespace {

constexpr std::size_t kWithoutFraction = 19;  // "2026-11-22T10:00:00"

/// "Z" or "+01:00"
std::optional<std::int64_t> offset_seconds(std::string_view zone) {
  if (zone == "Z" || zone == "z") return 0;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
  const auto hours = number_in<int>(zone.substr(1, 2));
  const auto minutes = number_in<int>(zone.substr(4, 2));
  if (!hours || !minutes) return std::nullopt;
  return (zone[0] == '+' ? 60 : -60) * (*hours * 60 + *minutes);
}

std::string_view without_fraction(std::string_view rest) {
  if (!rest.starts_with('.')) return rest;
  const std::size_t end = rest.find_first_not_of("0123456789", 1);
  return end == rest.npos ? std::string_view() : rest.substr(end);
}

}  // namespace

std::optional<std::int64_t> seconds_of_rfc3339(std::string_view text) {
  if (text.size() <= kWithoutFraction) return std::nullopt;
  const auto time = parse_utc(std::string(text.substr(0, kWithoutFraction)) + "Z");
  const auto offset = offset_seconds(without_fraction(text.substr(kWithoutFraction)));
  if (!time || !offset) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch().count() - *offset;
}

}  // namespace plimsoll::host
