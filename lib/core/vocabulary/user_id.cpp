#include "lib/core/vocabulary/user_id.hpp"

#include <charconv>

namespace plimsoll {

std::optional<std::int64_t> parse_id(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return id;
}

bool is_root_user(std::string_view user) {
  const std::string_view name = user.substr(0, user.find(':'));
  return name.empty() || name == "root" || parse_id(name) == 0;
}

}  // namespace plimsoll
