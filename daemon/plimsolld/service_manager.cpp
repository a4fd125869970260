#include "daemon/plimsolld/service_manager.hpp"

#include <systemd/sd-daemon.h>

#include <algorithm>
#include <cstdint>

namespace plimsoll::service_manager {
namespace {

void notify(const std::string& state) { sd_notify(0, state.c_str()); }

/// The protocol is lines: a status of several would set other fields.
std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace

void ready(const std::string& status) { notify("READY=1\nSTATUS=" + one_line(status)); }
void reloading() { notify("RELOADING=1"); }
void stopping() { notify("STOPPING=1"); }
void alive() { notify("WATCHDOG=1"); }

std::optional<std::chrono::microseconds> watchdog_period() {
  std::uint64_t limit_us = 0;
  if (sd_watchdog_enabled(0, &limit_us) <= 0) return std::nullopt;
  return std::chrono::microseconds(limit_us / 2);
}

std::optional<int> status_socket() {
  if (sd_listen_fds(1) < 1) return std::nullopt;
  return SD_LISTEN_FDS_START;
}

}  // namespace plimsoll::service_manager
