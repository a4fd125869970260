#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lib/config/yaml/config_error.hpp"

namespace plimsoll {

inline constexpr std::size_t kMaximumFileBytes = std::size_t{1} << 20;

/// Refuses a file that is over 1 MiB, not UTF-8 or holds control characters. The YAML library checks none of that,
/// and takes the byte 0x04 for the end of the file: what follows would be ignored without a word.
void require_plain_text(const std::string& file, std::string_view text);

/// Control characters other than line ends and tabs.
[[nodiscard]] bool is_control(char character);

}  // namespace plimsoll
