#pragma once

/// What systemd is told and what it hands over. Every call does nothing where the daemon was not started by systemd.

#include <chrono>
#include <optional>
#include <string>

namespace plimsoll::service_manager {

/// Up, or up again after a reload; `status` is the line that `systemctl status` shows.
void ready(const std::string& status);
void reloading();
void stopping();
void alive();

/// How often `alive` is due; nothing if nobody watches.
[[nodiscard]] std::optional<std::chrono::microseconds> watchdog_period();

/// The listening status socket of plimsolld.socket, if systemd passed one. The caller owns it.
[[nodiscard]] std::optional<int> status_socket();

}  // namespace plimsoll::service_manager
