#pragma once

#include <chrono>

namespace plimsoll {

/// Wall-clock instants of facts, findings and reports. Durations that must survive a clock that jumps are
/// measured with `std::chrono::steady_clock` where they are needed.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

}  // namespace plimsoll
