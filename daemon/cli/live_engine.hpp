#pragma once

#include <string>

#include "daemon/cli/terminal.hpp"
#include "lib/config/config.hpp"
#include "plimsoll/result.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll::cli {

/// The socket of the engine at `address`; empty: the configured one, else DOCKER_HOST, else /var/run/docker.sock.
[[nodiscard]] Result<std::string> engine_socket(const Config& config, const std::string& address);

/// Reads the engine at `address`; empty: the configured one, else DOCKER_HOST, else /var/run/docker.sock. Says on a
/// terminal's standard error how far it is when that takes longer than a second.
[[nodiscard]] Result<Snapshot> read_engine(const std::string& address, Terminal& terminal);
/// The same with a configuration that was read already.
[[nodiscard]] Result<Snapshot> read_engine(const Config& config, const std::string& address, Terminal& terminal);

/// Fills what the host tells; an engine that did not answer leaves `snapshot` empty.
void read_host(const Config& config, Snapshot& snapshot);

}  // namespace plimsoll::cli
