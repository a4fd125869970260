#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace plimsoll {

/// 28, 3, 1 of v28.3.1+dfsg. Compares as one expects: 28.3 is before 28.3.1 and after 20.10.24.
using Version = std::vector<std::uint32_t>;

/// The numbers that the text begins with, after an optional "v". Nothing if there is none.
[[nodiscard]] std::optional<Version> parse_version(std::string_view text);

}  // namespace plimsoll
