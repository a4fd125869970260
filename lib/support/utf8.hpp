#pragma once

/// Text from outside, made fit for formats that want valid UTF-8 or a bounded length.

#include <cstddef>
#include <string>
#include <string_view>

namespace plimsoll {

[[nodiscard]] bool is_utf8(std::string_view text);

/// Each ill-formed sequence becomes U+FFFD.
[[nodiscard]] std::string to_utf8(std::string_view text);

/// The longest beginning of valid `text` that has at most `max_bytes` and splits no character.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t max_bytes);

}  // namespace plimsoll
