#pragma once

/// Instants and days as text: RFC 3339, always UTC.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "plimsoll/clock.hpp"

namespace plimsoll {

/// "2026-11-22T10:00:00Z"; with milliseconds, "2026-11-22T10:00:00.123Z", unless they are zero.
[[nodiscard]] std::string utc_text(Time time);
/// "2026-11-22"
[[nodiscard]] std::string utc_text(std::chrono::year_month_day day);

/// What `utc_text` of a time writes; nothing for any other text.
[[nodiscard]] std::optional<Time> parse_utc(std::string_view text);

}  // namespace plimsoll
