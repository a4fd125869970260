#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace plimsoll {

/// The word that was probably meant: the closest one by edit distance, if at most half of it differs.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> words);

/// The way out of an unknown word: `use low, medium, high or critical (nearest: high)`.
[[nodiscard]] std::string use_one_of(std::span<const std::string_view> words, std::string_view instead_of);

}  // namespace plimsoll
