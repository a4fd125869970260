#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plimsoll::engine {

/// Seconds since 1970 of RFC 3339 as engines write it: any number of decimals, "Z" or an offset. Go's zero time, the
/// year 1, is long before.
[[nodiscard]] std::optional<std::int64_t> parse_timestamp(std::string_view text);

}  // namespace plimsoll::engine
