#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "plimsoll/effective_facts.hpp"

namespace plimsoll::host {

/// What /proc/PID/status says of one process.
struct ProcessStatus {
  std::string name;  ///< what it calls itself: anything
  bool ended = false;
  std::int64_t parent = 0;
  ProcessCredentials credentials;  ///< without label and what only a comparison with others tells
};

/// Nothing if a line is missing that every kernel writes.
[[nodiscard]] std::optional<ProcessStatus> parse_process_status(std::string_view text);

/// Who user 0 of a user namespace is outside, of /proc/PID/uid_map; -1: nobody.
[[nodiscard]] std::int64_t root_in(std::string_view uid_map);

/// Whether it maps every user to itself, as the host's own does.
[[nodiscard]] bool maps_all_to_themselves(std::string_view uid_map);

}  // namespace plimsoll::host
