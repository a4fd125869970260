#pragma once

/// Events as Docker writes them.

#include <chrono>
#include <string>
#include <string_view>

namespace plimsoll::testing {

/// The line of one about a container, with the older fields that Docker still writes beside it.
[[nodiscard]] std::string container_event(std::string_view action, std::string_view id, std::chrono::nanoseconds at);

/// Since 1970, by the host's clock.
[[nodiscard]] std::chrono::nanoseconds present_time();

}  // namespace plimsoll::testing
