#include "lib/support/utf8.hpp"

#include <boost/locale/utf.hpp>
#include <iterator>

namespace plimsoll {
namespace {

namespace utf = boost::locale::utf;
using Utf8 = utf::utf_traits<char>;

constexpr utf::code_point kReplacement = 0xFFFD;

bool is_valid(utf::code_point decoded) { return decoded != utf::illegal && decoded != utf::incomplete; }

}  // namespace

bool is_utf8(std::string_view text) {
  for (auto position = text.begin(); position != text.end();) {
    if (!is_valid(Utf8::decode(position, text.end()))) return false;
  }
  return true;
}

std::string to_utf8(std::string_view text) {
  std::string valid;
  for (auto position = text.begin(); position != text.end();) {
    const utf::code_point decoded = Utf8::decode(position, text.end());
    Utf8::encode(is_valid(decoded) ? decoded : kReplacement, std::back_inserter(valid));
  }
  return valid;
}

std::string_view cut_utf8(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  while (max_bytes > 0 && Utf8::is_trail(text[max_bytes])) --max_bytes;
  return text.substr(0, max_bytes);
}

}  // namespace plimsoll
