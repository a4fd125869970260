#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::host {

using Json = nlohmann::json;

/// Says of a key whether its value is kept. A key of the outermost object has depth 1.
using KeepsKey = std::function<bool(int depth, const std::string& key)>;

/// Of a whole text only the values of kept keys. Nothing if it is not JSON, or if a key comes twice in one object:
/// which of its values another reader takes is anyone's guess.
[[nodiscard]] std::optional<Json> parse_json(std::string_view text, const KeepsKey& keeps);

/// The member; null if `json` is no object or lacks it.
[[nodiscard]] const Json* member(const Json& json, const char* key);
/// The string at `key`, as valid text; "" if there is none.
[[nodiscard]] std::string text_at(const Json& json, const char* key);

}  // namespace plimsoll::host
