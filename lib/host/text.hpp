#pragma once

/// Files of lines and fields.

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace plimsoll::host {

/// Without their ends; the last may lack one.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);
/// Between single separators: may be empty.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// Between runs of blanks.
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view line);
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The whole text as a number.
template <class T>
[[nodiscard]] std::optional<T> number_in(std::string_view text, int base = 10) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

[[nodiscard]] std::string_view file_name_of(std::string_view path);
/// "/etc" of "/etc/docker", "/" of "/etc".
[[nodiscard]] std::string_view directory_of(std::string_view path);
/// Without empty, "." and ".." parts, as text: no link is followed.
[[nodiscard]] std::string plain_path(std::string_view path);

}  // namespace plimsoll::host
