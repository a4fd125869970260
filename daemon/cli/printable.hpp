#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plimsoll::cli {

/// Text from outside as a terminal may be given it: what moves the cursor, colours, hides or reorders text is shown as
/// \xNN (bytes) or \u{…} (characters), and so is what is not UTF-8. One line, always.
[[nodiscard]] std::string printable(std::string_view text);

/// In how many columns printable text stands, each character counted as one.
[[nodiscard]] std::size_t columns(std::string_view printable_text);

/// Cut to `width` columns, the last one an ellipsis, if it has more. A width of 0 cuts nothing.
[[nodiscard]] std::string cut(std::string_view printable_text, std::size_t width);

}  // namespace plimsoll::cli
