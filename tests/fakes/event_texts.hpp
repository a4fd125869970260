#pragma once

/// Events as Docker writes them.

#include <chrono>
#include <string>
#include <string_view>

namespace plimsoll::testing {

/// The line of one about a container, with the older fields that Docker still writes beside it. Those about a session
/// name it.
[[nodiscard]] std::string container_event(std::string_view action, std::string_view id, std::chrono::nanoseconds at,
                                          std::string_view session = "");

}  // namespace plimsoll::testing
