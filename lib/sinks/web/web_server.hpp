#pragma once

/// Serves what is published: metrics and health on TCP, for whoever may connect; the findings on a Unix socket, for
/// whom its permissions let in.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/sinks/metrics/metrics.hpp"
#include "plimsoll/doctor.hpp"
#include "plimsoll/sink.hpp"

namespace plimsoll {

/// What one client may cost.
struct WebLimits {
  std::size_t header_bytes = 8192;
  std::size_t connections = 64;              ///< of each listener; the next one gets a 503
  std::chrono::milliseconds request{5000};   ///< to send a request once it has begun, or the first one
  std::chrono::milliseconds idle{30'000};    ///< between two requests
  std::chrono::milliseconds write{10'000};   ///< to take one piece of an answer
  std::chrono::milliseconds answer{60'000};  ///< to take a whole one
};

struct WebOptions {
  std::string listen_address = "127.0.0.1:10149";  ///< "ADDRESS:PORT", an IPv6 address in brackets; empty: no TCP
  std::vector<std::string> allowed_hosts;          ///< names besides localhost that Host headers may hold
  std::string status_socket;                       ///< path of the Unix socket; empty: none
  std::optional<int> status_fd;                    ///< one that listens already, instead; owned from here on
  double stale_after_seconds = 0;                  ///< an audit older than this is not ready; 0: never
  double reread_within_seconds = 0;                ///< what the status tells of it
  WebLimits limits = {};
  std::function<Time()> now = nullptr;  ///< for ages; called on the web thread; empty: the system's clock
  /// For /api/v1/doctor, called on the web thread; empty: nothing is known of the process.
  std::function<Surroundings()> look_around = nullptr;
};

class WebServer : public Sink {
 public:
  /// Listens and serves from here on, on a thread of its own. A status socket that a dead daemon left is replaced.
  /// Throws std::runtime_error naming the address and what is in the way.
  WebServer(WebOptions options, MetricsOptions metrics);
  /// Ends every connection and removes the socket file that it made.
  ~WebServer() override;

  /// Any thread; returns at once. The metrics page is rendered on the web thread: at most once a second, and
  /// for a scrape if there is a newer report.
  void publish(const std::shared_ptr<const Report>& report, std::span<const Transition> transitions) override;

  /// Of the TCP listener: the one chosen if the address said 0. Zero without one.
  [[nodiscard]] std::uint16_t port() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll
