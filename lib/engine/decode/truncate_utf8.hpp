#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plimsoll::engine {

/// Text from outside for a person: valid UTF-8, and cut with "…" where it is longer than `max_bytes`.
[[nodiscard]] std::string shown_text(std::string_view text, std::size_t max_bytes);

}  // namespace plimsoll::engine
