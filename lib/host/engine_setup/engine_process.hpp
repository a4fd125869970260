#pragma once

#include <string>

#include "lib/host/processes/processes.hpp"
#include "plimsoll/engine_facts.hpp"

namespace plimsoll::host {

/// The process that serves the socket. Behind systemd's socket or a proxy, the one that the pid file names or the only
/// one of its kind outside containers; else `unresolved`.
[[nodiscard]] Answer<Process> find_engine_process(const HostSource& source, const Answer<ProcessTable>& table,
                                                  EngineKind kind, const std::string& socket_path);

/// When a process started, in seconds after the host's boot.
[[nodiscard]] Answer<std::int64_t> started_after_boot(const HostSource& source, std::int64_t process);

/// When a process started, by the wall clock.
[[nodiscard]] Answer<std::chrono::sys_seconds> started_at(const HostSource& source, std::int64_t process);

}  // namespace plimsoll::host
