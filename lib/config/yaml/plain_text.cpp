#include "lib/config/yaml/plain_text.hpp"

#include <algorithm>
#include <boost/locale/utf.hpp>

namespace plimsoll {
namespace {

using Utf8 = boost::locale::utf::utf_traits<char>;

const char* first_that_is_not_utf8(std::string_view text) {
  const char* position = text.begin();
  while (position != text.end()) {
    const char* character = position;
    const auto decoded = Utf8::decode(position, text.end());
    if (decoded == boost::locale::utf::illegal || decoded == boost::locale::utf::incomplete) return character;
  }
  return text.end();
}

Place place_of(const std::string& file, std::string_view text, const char* position) {
  return {file, 1 + static_cast<int>(std::count(text.begin(), position, '\n')), {}};
}

}  // namespace

bool is_control(char character) {
  const auto byte = static_cast<unsigned char>(character);
  return (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte == 0x7F;
}

void require_plain_text(const std::string& file, std::string_view text) {
  if (text.size() > kMaximumFileBytes) fail({.file = file}, "is larger than 1 MiB", "split it or shorten it");
  const char* bad = first_that_is_not_utf8(text);
  if (bad != text.end()) fail(place_of(file, text, bad), "is not UTF-8", "save the file as UTF-8");
  bad = std::ranges::find_if(text, is_control);
  if (bad != text.end()) fail(place_of(file, text, bad), "holds a control character", "remove it");
}

}  // namespace plimsoll
