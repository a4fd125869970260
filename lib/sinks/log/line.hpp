#pragma once

/// What a line says. Any text in, one line of JSON out: no line break, valid UTF-8, at most kMaxLineBytes.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "lib/sinks/log/log.hpp"

namespace plimsoll {

/// journald cuts longer lines in two, and then neither is JSON. The line's end and "<N>" take some of the 48 KiB.
inline constexpr std::size_t kMaxLineBytes = (std::size_t{48} << 10) - 8;

/// How loud: an opening by its severity, an implied one never; losing sight of something is a warning.
[[nodiscard]] LogLevel level_of(const Transition& transition);

/// Items that find no room are left out and counted in `items_omitted`.
[[nodiscard]] std::string transition_line(const Transition& transition, Time time);

[[nodiscard]] std::string event_line(LogLevel level, std::string_view event, std::span<const LogField> fields,
                                     Time time);

}  // namespace plimsoll
