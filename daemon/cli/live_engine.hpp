#pragma once

#include <string>

#include "daemon/cli/terminal.hpp"
#include "plimsoll/result.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll::cli {

/// Reads the engine at `address`; empty: the configured one, else DOCKER_HOST, else /var/run/docker.sock. Says on a
/// terminal's standard error how far it is when that takes longer than a second.
[[nodiscard]] Result<Snapshot> read_engine(const std::string& address, Terminal& terminal);

}  // namespace plimsoll::cli
