#include "lib/config/yaml/config_error.hpp"

#include <boost/locale/utf.hpp>

namespace plimsoll {
namespace {

constexpr std::size_t kLongest = 80;

std::string shortened(std::string_view text) {
  if (text.size() <= kLongest) return std::string(text);
  std::size_t end = kLongest;
  while (end > 0 && boost::locale::utf::utf_traits<char>::is_trail(text[end])) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace

void fail(const Place& place, const std::string& what, std::string way_out) {
  std::string text = place.where() + ": ";
  if (!place.path.empty()) text += shortened(place.path) + ": ";
  throw ConfigError({ErrorKind::bad_input, text + what, std::move(way_out)});
}

std::string quote(std::string_view text) { return "\"" + shortened(text) + "\""; }

}  // namespace plimsoll
