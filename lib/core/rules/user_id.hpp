#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plimsoll {

/// A user or group id as engines read one: decimal, with an optional sign. Anything else is a name.
[[nodiscard]] std::optional<std::int64_t> parse_id(std::string_view text);

}  // namespace plimsoll
