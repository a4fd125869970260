#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plimsoll {

/// A user or group id as engines read one: decimal, with an optional sign. Anything else is a name.
[[nodiscard]] std::optional<std::int64_t> parse_id(std::string_view text);

/// Of "user:group", as engines take it: no user is root. A name other than root may still be user 0 in the image:
/// only the kernel tells.
[[nodiscard]] bool is_root_user(std::string_view user);

}  // namespace plimsoll
