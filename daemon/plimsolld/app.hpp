#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tuple>

#include "daemon/plimsolld/reading_worker.hpp"
#include "lib/config/config.hpp"
#include "lib/sinks/log/log.hpp"
#include "lib/sinks/web/web_server.hpp"
#include "plimsoll/ledger.hpp"
#include "plimsoll/policy.hpp"

namespace plimsoll {

/// Wires the picture: read, judge, remember, tell. One thread, the one that calls run(), owns all that is here.
class App {
 public:
  /// Binds the sockets and takes the policy into force. Throws std::runtime_error naming what is in the way.
  App(Config config, Policy policy, std::string engine_socket);
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  /// Until SIGTERM or SIGINT.
  void run();

 private:
  void audit(Result<Snapshot> snapshot);
  void engine_answered();
  void engine_failed(const Error& error);
  void judge_again(const Snapshot& snapshot, Time now);
  void publish(std::span<const Transition> transitions, Time now);
  void tell_audit_done();
  void tell_degraded();
  void tell_service_manager();

  void reload();
  void adopt(Policy policy);
  void refuse(const Error& error);

  void wait_for_signals();
  void schedule_audit();
  void schedule_heartbeat();

  Config config_;
  std::shared_ptr<const Policy> policy_;
  std::string refused_policy_;  ///< why the newest one is not in force; empty if it is

  boost::asio::io_context loop_;
  boost::asio::signal_set signals_{loop_};
  boost::asio::steady_timer audit_timer_{loop_};
  boost::asio::steady_timer heartbeat_{loop_};

  std::shared_ptr<const Snapshot> snapshot_;  ///< last good one
  Ledger ledger_;
  Report report_;  ///< what publish() shares a copy of
  bool attempted_ = false;
  /// Containers judged and unread, and gaps, of the audit last logged: one that changes none of them is no news.
  std::optional<std::tuple<std::size_t, std::size_t, std::size_t>> last_outcome_;

  LogSink log_;
  WebServer web_;
  ReadingWorker worker_;  ///< last, so that it stops first
};

}  // namespace plimsoll
