#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/host/probes/host_source.hpp"
#include "plimsoll/engine_facts.hpp"

namespace plimsoll::host {

struct TcpSocket {
  Listener listener;
  std::uint64_t inode = 0;
};

/// The listening ones of /proc/PID/net/tcp or tcp6.
[[nodiscard]] std::vector<TcpSocket> parse_tcp_table(std::string_view text);

/// TCP sockets of its network on which this process itself listens.
[[nodiscard]] Answer<std::vector<Listener>> read_listeners(const HostSource& source, std::int64_t process);

}  // namespace plimsoll::host
