#include "lib/engine/decode/fields.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace plimsoll::engine {

std::optional<bool> boolean(const Json& json) {
  if (!json.is_boolean()) return std::nullopt;
  return json.get<bool>();
}

std::optional<std::int64_t> integer(const Json& json) {
  if (!json.is_number_integer()) return std::nullopt;
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > kMax) return std::nullopt;
  return json.get<std::int64_t>();
}

std::optional<std::string> text(const Json& json) {
  if (!json.is_string()) return std::nullopt;
  return json.get_ref<const std::string&>();
}

std::optional<std::vector<std::string>> texts(const Json& json) { return each<std::string>(json, text); }

std::optional<bool> parse_boolean(std::string_view text) {
  constexpr std::string_view kTrue[] = {"1", "t", "T", "TRUE", "true", "True"};
  constexpr std::string_view kFalse[] = {"0", "f", "F", "FALSE", "false", "False"};
  if (std::ranges::find(kTrue, text) != std::end(kTrue)) return true;
  if (std::ranges::find(kFalse, text) != std::end(kFalse)) return false;
  return std::nullopt;
}

Member find_member(const Json& object, std::string_view dotted_path) {
  const Json* json = &object;
  while (true) {
    if (json->is_null()) return Cause::null;
    if (!json->is_object()) return Cause::wrong_type;
    const std::size_t dot = dotted_path.find('.');
    const auto member = json->find(dotted_path.substr(0, dot));
    if (member == json->end()) return Cause::absent;
    json = &*member;
    if (dot == std::string_view::npos) break;
    dotted_path.remove_prefix(dot + 1);
  }
  if (json->is_null()) return Cause::null;
  return json;
}

std::optional<std::string> text_or_empty(const Json& object, const char* key) {
  const auto member = object.find(key);
  return member == object.end() ? std::string() : text(*member);
}

bool Fields::parent_is_object(std::string_view path) const {
  if (object_ == nullptr) return false;
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return true;
  const Member parent = find(path.substr(0, dot));
  const Json* const* json = std::get_if<const Json*>(&parent);
  return json != nullptr && (*json)->is_object();
}

}  // namespace plimsoll::engine
