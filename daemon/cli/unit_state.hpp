#pragma once

#include <string>
#include <string_view>

namespace plimsoll::cli {

/// How systemd sees plimsolld.service: "loaded active running", "loaded failed failed (exit-code)", "not installed"; ""
/// where systemd does not run or systemctl does not answer within five seconds.
[[nodiscard]] std::string unit_state();

/// The same of what `systemctl show --property=LoadState,ActiveState,SubState,Result` prints.
[[nodiscard]] std::string unit_state_in(std::string_view properties);

}  // namespace plimsoll::cli
