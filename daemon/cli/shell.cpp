#include "daemon/cli/shell.hpp"

#include <algorithm>
#include <array>

#include "daemon/cli/printable.hpp"

namespace plimsoll::cli {
namespace {

bool is_plain(char character) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
  return kPlain.find(character) != std::string_view::npos;
}

std::string in_quotes(std::string_view text) {
  std::string word = "'";
  for (const char character : text) word += character == '\'' ? std::string("'\\''") : std::string(1, character);
  return word + "'";
}

/// Every byte that is not plain as \xNN.
std::string in_dollar_quotes(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string word = "$'";
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    word += is_plain(character) ? std::string(1, character)
                                : std::string{'\\', 'x', kDigits[byte >> 4U], kDigits[byte & 15U]};
  }
  return word + "'";
}

}  // namespace

std::string shell_word(std::string_view text) {
  if (!text.empty() && std::ranges::all_of(text, is_plain)) return std::string(text);
  return printable(text) == text ? in_quotes(text) : in_dollar_quotes(text);
}

}  // namespace plimsoll::cli
