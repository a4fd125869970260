#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/host/probes/host_source.hpp"

namespace plimsoll::host {

/// What a unit's files say that names other files.
struct UnitLines {
  std::vector<std::string> listen_streams;
  std::vector<std::string> environment_files;
};

/// Adds one file's lines; an empty value takes back those before it, as systemd has it.
void add_unit_lines(std::string_view text, UnitLines& lines);

struct Unit {
  std::vector<std::string> files;  ///< the unit that wins, and its drop-ins; empty if there is none
  UnitLines lines;
  std::optional<Failure> unlisted;  ///< why there may be other drop-ins
  std::optional<Failure> unread;    ///< why there may be other lines
};

/// `directories`: of units, first the ones that win. A file that cannot be read is listed and adds no lines.
[[nodiscard]] Unit read_unit(const HostSource& source, const std::vector<std::string>& directories,
                             const std::string& name);

}  // namespace plimsoll::host
