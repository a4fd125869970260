#pragma once

/// When to read what: listens to the engine's events, keeps the agenda and has the worker read what is due.

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/plimsolld/reading_worker.hpp"
#include "lib/core/schedule/refresh_scheduler.hpp"
#include "plimsoll/events.hpp"

namespace plimsoll {

struct RoundsOptions {
  ReadingOptions reading;
  RefreshOptions refresh;
};

/// Called on the loop.
struct RoundsHandlers {
  std::function<void(ReadingDone)> read;
  std::function<void()> subscribed;        ///< events come from here on; everything is being read anew
  std::function<void(const Error&)> lost;  ///< no events come
  /// What is known of exec sessions has changed; `seen` is news, null: none.
  std::function<void(const std::shared_ptr<const ExecRecord>& seen)> sessions;
};

/// Loop thread only.
class Rounds {
 public:
  Rounds(boost::asio::io_context& loop, RoundsOptions options, RoundsHandlers handlers);
  Rounds(const Rounds&) = delete;
  Rounds& operator=(const Rounds&) = delete;

  /// What the next reading begins with.
  void remember(std::shared_ptr<const Snapshot> snapshot);

  [[nodiscard]] RequestStatistics statistics() const;
  [[nodiscard]] std::uint64_t events() const { return events_; }
  [[nodiscard]] const ExecWatch& exec() const { return exec_; }

 private:
  void subscribed();
  void happened(const std::vector<EngineEvent>& events);
  void lost(const Error& error);
  void done(ReadingDone reading);
  void note_starting_up();
  void note_session(const EngineEvent& event);
  void settle(const std::vector<ExecAnswered>& sessions);
  void note_listed_sessions(const ReadRequest& scope);
  [[nodiscard]] KnownContainer find(const std::string& container);
  void tell_sessions(const std::shared_ptr<const ExecRecord>& seen);
  void read_what_is_due();
  void wait_until(SteadyTime time);

  boost::asio::io_context& loop_;
  const RoundsHandlers handlers_;
  RefreshScheduler scheduler_;
  ExecWatch exec_{ExecOptions()};
  std::uint64_t exec_version_ = 0;  ///< that was told of
  boost::asio::steady_timer timer_;
  std::shared_ptr<const Snapshot> known_;
  std::unordered_map<std::string_view, KnownContainer> by_id_;  ///< of `known_`, once somebody asked for it
  bool begun_ = false;  ///< the watcher has said whether it listens: nothing is read before
  bool reading_ = false;
  std::uint64_t events_ = 0;
  ReadingWorker worker_;
  EventWatcher watcher_;  ///< last, so that it stops first
};

}  // namespace plimsoll
