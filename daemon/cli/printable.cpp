#include "daemon/cli/printable.hpp"

#include <algorithm>
#include <array>
#include <boost/locale/utf.hpp>
#include <iomanip>
#include <sstream>

namespace plimsoll::cli {
namespace {

using Utf8 = boost::locale::utf::utf_traits<char>;
using boost::locale::utf::code_point;

struct Range {
  code_point first;
  code_point last;
};

/// Controls, and what draws nothing or turns the direction of what follows.
constexpr Range kHidden[] = {
    {0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x34f, 0x34f},     {0x61c, 0x61c},   {0x115f, 0x1160},
    {0x180b, 0x180f}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},   {0x3164, 0x3164}, {0xfe00, 0xfe0f},
    {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0xe0000, 0xe0fff},
};

constexpr code_point kLastByteCharacter = 0x7f;

bool is_hidden(code_point character) {
  return std::ranges::any_of(kHidden, [&](Range range) { return range.first <= character && character <= range.last; });
}

std::string hexadecimal(code_point value, int digits) {
  std::ostringstream text;
  text << std::hex << std::setw(digits) << std::setfill('0') << value;
  return std::move(text).str();
}

std::string escaped(code_point character) {
  if (character <= kLastByteCharacter) return "\\x" + hexadecimal(character, 2);
  return "\\u{" + hexadecimal(character, 1) + "}";
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; }

}  // namespace

std::string printable(std::string_view text) {
  std::string shown;
  for (auto position = text.begin(); position != text.end();) {
    const auto start = position;
    const code_point character = Utf8::decode(position, text.end());
    if (character == boost::locale::utf::illegal || character == boost::locale::utf::incomplete) {
      shown += "\\x" + hexadecimal(static_cast<unsigned char>(*start), 2);
      position = std::next(start);
    } else if (is_hidden(character)) {
      shown += escaped(character);
    } else {
      shown.append(start, position);
    }
  }
  return shown;
}

std::size_t columns(std::string_view printable_text) {
  return printable_text.size() - static_cast<std::size_t>(std::ranges::count_if(printable_text, is_continuation));
}

std::string cut(std::string_view printable_text, std::size_t width) {
  if (width == 0 || columns(printable_text) <= width) return std::string(printable_text);
  std::size_t kept = 0;
  std::size_t end = 0;
  while (kept < width && end < printable_text.size()) {
    if (++kept == width) break;
    do ++end;
    while (end < printable_text.size() && is_continuation(printable_text[end]));
  }
  return std::string(printable_text.substr(0, end)) + "…";
}

}  // namespace plimsoll::cli
