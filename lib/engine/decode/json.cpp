#include "lib/engine/decode/json.hpp"

#include <algorithm>

#include "lib/engine/http/errors.hpp"

namespace plimsoll::engine {
namespace {

constexpr int kMaxNesting = 64;

bool is_escaped(std::string_view text, std::size_t quote) {
  std::size_t backslashes = 0;
  while (text[quote - 1 - backslashes] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

/// Of the string whose opening quote is at `open`.
std::size_t closing_quote(std::string_view text, std::size_t open) {
  std::size_t quote = text.find('"', open + 1);
  while (quote != text.npos && is_escaped(text, quote)) quote = text.find('"', quote + 1);
  return std::min(quote, text.size());
}

/// Counts brackets outside strings. What is not JSON is for the parser to say.
bool nested_too_deep(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '"':
        i = closing_quote(text, i);
        break;
      case '{':
      case '[':
        if (++depth > kMaxNesting) return true;
        break;
      case '}':
      case ']':
        --depth;
        break;
      default:
        break;
    }
  }
  return false;
}

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view target) {
  if (nested_too_deep(text)) return not_json(target, "nested too deep");
  try {
    return Result<Json>(boost::system::in_place_value, Json::parse(text));
  } catch (const Json::parse_error& error) {
    return not_json(target, "byte " + std::to_string(error.byte));
  } catch (const Json::out_of_range&) {
    return not_json(target, "a number that no engine writes");
  }
}

Result<Json> parse_object(std::string_view text, std::string_view target) {
  Result<Json> json = parse_json(text, target);
  if (json && !json->is_object()) return not_the_documented_shape(target, "it is not an object");
  return json;
}

}  // namespace plimsoll::engine
