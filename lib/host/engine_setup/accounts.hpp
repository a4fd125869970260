#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/host/probes/host_source.hpp"
#include "plimsoll/host_facts.hpp"

namespace plimsoll::host {

/// Of /etc/group and /etc/passwd. A group that is in no file has no name; accounts that a directory service adds are
/// not in the files.
[[nodiscard]] EngineGroup group_of(std::string_view groups, std::string_view accounts, std::uint32_t gid);

/// The first of this id; "" if there is none.
[[nodiscard]] std::string account_name(std::string_view accounts, std::uint32_t uid);

/// The group that owns the socket; without members if it may not write there, which is what connecting takes.
[[nodiscard]] Answer<EngineGroup> read_engine_group(const HostSource& source, const std::vector<EngineFile>& files,
                                                    const std::string& socket_path);

}  // namespace plimsoll::host
