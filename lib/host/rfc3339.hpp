#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plimsoll::host {

/// Seconds since 1970 of "2026-11-22T10:00:00.123456789+01:00", whose fraction may be missing and whose zone may be Z.
[[nodiscard]] std::optional<std::int64_t> seconds_of_rfc3339(std::string_view text);

}  // namespace plimsoll::host
