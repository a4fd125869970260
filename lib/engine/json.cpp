#include "lib/engine/json.hpp"

#include "lib/engine/errors.hpp"

namespace plimsoll::engine {
namespace {

constexpr int kMaxNesting = 64;

/// Counts brackets outside strings. What is not JSON is for the parser to say.
bool nested_too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char character = text[i];
    if (character == '"') in_string = !in_string;
    if (in_string) {
      if (character == '\\') ++i;
    } else if (character == '{' || character == '[') {
      if (++depth > kMaxNesting) return true;
    } else if (character == '}' || character == ']') {
      --depth;
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
