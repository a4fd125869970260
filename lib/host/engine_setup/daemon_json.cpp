#include "lib/host/engine_setup/daemon_json.hpp"

#include <algorithm>

#include "lib/host/json.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

/// "a=b" of an object's member whose key is a and whose value's "path" is b.
std::string element_of(const std::string& name, const Json& value, Elements keep) {
  return keep == Elements::names ? name : name + "=" + text_at(value, "path");
}

Answer<std::vector<std::string>> elements_of(const Json& object, Elements keep) {
  if (!object.is_object()) return Cause::wrong_type;
  std::vector<std::string> elements;
  for (const auto& [name, value] : object.items()) elements.push_back(element_of(name, value, keep));
  return elements;
}

Answer<std::vector<std::string>> texts_of(const Json& array) {
  const auto is_text = [](const Json& element) { return element.is_string(); };
  if (!array.is_array() || !std::ranges::all_of(array, is_text)) return Cause::wrong_type;
  return array.get<std::vector<std::string>>();
}

/// Puts one value into its field.
struct Set {
  GivenSettings& given;
  const Json& value;

  void operator()(Setting<bool> GivenSettings::* field) const {
    given.*field = value.is_boolean() ? Answer<bool>(value.get<bool>()) : Answer<bool>(Cause::wrong_type);
  }
  void operator()(Setting<std::string> GivenSettings::* field) const {
    given.*field =
        value.is_string() ? Answer<std::string>(value.get<std::string>()) : Answer<std::string>(Cause::wrong_type);
  }
  void operator()(const ListOption& option) const {
    given.*option.field = option.keep == Elements::whole ? texts_of(value) : elements_of(value, option.keep);
  }
};

/// Below a known key everything is kept: names of ulimits and runtimes are anybody's.
bool keeps(int depth, const std::string& key) {
  return depth > 1 || std::ranges::any_of(engine_options(), [&](const Option& option) { return option.key == key; });
}

}  // namespace

/// Null is what dockerd takes for not set.
Answer<GivenSettings> parse_daemon_json(std::string_view text) {
  GivenSettings given;
  if (trimmed(text).empty()) return given;
  const auto json = parse_json(text, keeps);
  if (!json || !json->is_object()) return Cause::malformed;
  for (const Option& option : engine_options()) {
    const Json* value = option.key.empty() ? nullptr : member(*json, std::string(option.key).c_str());
    if (value != nullptr && !value->is_null()) std::visit(Set{given, *value}, option.target);
  }
  return given;
}

}  // namespace plimsoll::host
