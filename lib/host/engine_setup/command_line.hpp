#pragma once

#include <string_view>

#include "lib/host/engine_setup/given_settings.hpp"

namespace plimsoll::host {

/// dockerd's own, as /proc/PID/cmdline has it: each argument ends with a zero byte. Read by the rules of pflag, which
/// dockerd uses: the last of several wins, lists add up.
[[nodiscard]] GivenSettings parse_command_line(std::string_view bytes);

}  // namespace plimsoll::host
