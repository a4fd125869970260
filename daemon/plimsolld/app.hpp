#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "daemon/plimsolld/rounds.hpp"
#include "lib/config/config.hpp"
#include "lib/core/schedule/missed_containers.hpp"
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
  void audit(ReadingDone reading);
  void engine_answered();
  void engine_failed(const Error& error);
  void listening();
  void not_listening(const Error& error);
  void adopt(Snapshot snapshot, const RefreshRequest& item);
  [[nodiscard]] bool is_whole_audit_due(const RefreshRequest& item) const;
  void judge_everything();
  void take(Ledger::Folded folded);
  /// Whether there was one.
  bool tell_missed(const RefreshRequest& item, const Snapshot* before);
  void observe_detections();
  void note_engine_start();
  void check_host_access();
  void log_unreadable(const UnreadableArea& area);
  [[nodiscard]] bool sees_the_host() const;
  void sessions_changed(const std::shared_ptr<const ExecRecord>& seen);
  void tell_session(const ExecRecord& session);
  void refresh_feeds(Time now);
  void publish(std::span<const Transition> transitions, Time now);
  void tell_audit_done();
  [[nodiscard]] std::vector<std::string> degraded_reasons() const;
  void tell_service_manager();

  void reload();
  void adopt(Policy policy);
  void refuse(const Error& error);

  void wait_for_signals();
  void schedule_staleness();
  void schedule_heartbeat();

  Config config_;
  std::shared_ptr<const Policy> policy_;
  std::string refused_policy_;  ///< why the newest one is not in force; empty if it is

  boost::asio::io_context loop_;
  boost::asio::signal_set signals_{loop_};
  boost::asio::steady_timer staleness_timer_{loop_};
  boost::asio::steady_timer heartbeat_{loop_};
  boost::asio::steady_timer sessions_timer_{loop_};

  std::shared_ptr<const Snapshot> snapshot_;  ///< last good one
  MissedContainers missed_;
  Ledger ledger_;
  Report report_;                                          ///< what publish() shares a copy of
  SteadyTime listed_at_{};                                 ///< by a clock that does not jump
  SteadyTime judged_at_{};                                 ///< everything
  std::optional<std::int64_t> engine_started_after_boot_;  ///< in seconds, of the start that `report_` tells
  bool attempted_ = false;
  bool caught_up_ = false;  ///< everything was read since events come
  bool listens_ = false;
  std::uint64_t exec_version_ = 0;  ///< of the exec sessions in `report_`
  bool sessions_wait_ = false;      ///< to be told
  SteadyTime sessions_told_at_{};
  bool events_lost_ = false;                         ///< told in the log, and not yet that they are back
  std::map<std::string, ContainerEvents> happened_;  ///< what the report being made answers
  /// Containers judged and unread, and gaps, of the audit last logged: one that changes none of them is no news.
  std::optional<std::tuple<std::size_t, std::size_t, std::size_t>> last_outcome_;

  LogSink log_;
  WebServer web_;
  Rounds rounds_;  ///< last, so that it stops first
};

}  // namespace plimsoll
