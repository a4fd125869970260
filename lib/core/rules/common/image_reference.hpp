#pragma once

#include <string_view>

#include "plimsoll/rule.hpp"

namespace plimsoll {

inline constexpr std::string_view kImageField = "Config.Image";

/// Whether the container was started from a digest or an image id, which nobody can make mean something else.
[[nodiscard]] bool names_content(const ContainerFacts& container);

}  // namespace plimsoll
