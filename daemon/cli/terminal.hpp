#pragma once

/// How output looks where it goes: to a person's terminal, or to a file or pipe.

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

#include "plimsoll/rule.hpp"

namespace plimsoll::cli {

enum class Ink { plain, bold, dim, critical, high, medium, low, good };

[[nodiscard]] Ink ink_of(Severity severity);

struct Style {
  bool colour = false;
  std::size_t width = 0;  ///< of the terminal, in columns; 0: lines may be of any length

  [[nodiscard]] std::string paint(Ink ink, std::string_view text) const;
  /// What is left of the width beside `used` columns, for `cut`: at least a few.
  [[nodiscard]] std::size_t left(std::size_t used) const;
};

/// Where a command writes. Borrows the streams.
struct Terminal {
  std::ostream& out;
  std::ostream& err;
  Style style;  ///< of `out`
  bool err_is_terminal = false;
};

/// What standard output is: colours only on a terminal that has them and without NO_COLOR.
[[nodiscard]] Style style_of_standard_output();

/// `text` with as many blanks that it stands in `width` columns.
[[nodiscard]] std::string padded(std::string_view printable_text, std::size_t width);

/// Broken between words into lines of `style.width`, each after the first indented.
[[nodiscard]] std::string wrapped(std::string_view printable_text, std::size_t indent, const Style& style);

/// "1 container", "2 containers"
[[nodiscard]] std::string count(std::size_t number, std::string_view noun);

}  // namespace plimsoll::cli
