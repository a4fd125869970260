#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "plimsoll/result.hpp"

namespace plimsoll::engine {

using Json = nlohmann::json;

/// `target` names the request in errors. Refuses nesting that no engine writes before it builds anything.
[[nodiscard]] Result<Json> parse_json(std::string_view text, std::string_view target);
[[nodiscard]] Result<Json> parse_object(std::string_view text, std::string_view target);

}  // namespace plimsoll::engine
