#pragma once

/// What the files of /proc/PID say. A process names itself, so the text is hostile.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::host {

struct ProcessStat {
  std::string name;  ///< what it calls itself: valid UTF-8, any character
  char state = '?';
  bool kernel_thread = false;
  std::int64_t threads = 0;
  std::int64_t started_ticks = 0;  ///< after the start of the kernel
};

/// Of /proc/PID/stat.
[[nodiscard]] std::optional<ProcessStat> parse_process_stat(std::string_view text);

/// Of /proc/PID/status.
[[nodiscard]] std::optional<std::uint32_t> effective_user(std::string_view status);

/// The id of the container whose group a component of a group's path names; "" if it names none.
[[nodiscard]] std::string_view container_in(std::string_view component);

/// Of /proc/PID/cgroup, of either version: the outermost container's; "" outside of all.
[[nodiscard]] std::string container_of(std::string_view cgroup);

/// Of the link /proc/PID/exe: without the mark of a file that was replaced since.
[[nodiscard]] std::string_view executable_path(std::string_view link);

/// Seconds since 1970, of /proc/stat.
[[nodiscard]] std::optional<std::int64_t> boot_time(std::string_view stat);

}  // namespace plimsoll::host
