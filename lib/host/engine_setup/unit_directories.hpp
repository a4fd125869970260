#pragma once

#include <span>
#include <string_view>

namespace plimsoll::host {

/// Where systemd looks for units, first the ones that win.
[[nodiscard]] std::span<const std::string_view> unit_directories();
[[nodiscard]] std::span<const std::string_view> user_unit_directories();

/// Below one of them, or below a user's own.
[[nodiscard]] bool is_unit_path(std::string_view path);

}  // namespace plimsoll::host
