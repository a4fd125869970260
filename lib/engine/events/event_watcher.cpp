#include <atomic>
#include <memory>
#include <optional>
#include <random>
#include <thread>
#include <utility>

#include "lib/engine/events/backoff.hpp"
#include "lib/engine/events/event_deduplicator.hpp"
#include "lib/engine/events/event_subscription.hpp"
#include "lib/engine/http/streaming_request.hpp"
#include "plimsoll/events.hpp"

namespace plimsoll {

class EventWatcher::Impl {
 public:
  Impl(EngineOptions engine, WatchOptions options, WatchHandlers handlers);
  ~Impl();

  void settled() { settled_ = true; }
  [[nodiscard]] RequestStatistics statistics() { return loop_.counter().statistics(); }

 private:
  void run();
  void subscribed();
  void lost(const Error& why);
  void pause();

  const EngineOptions engine_;
  const WatchOptions options_;
  const WatchHandlers handlers_;
  engine::StreamingLoop loop_;
  std::atomic<bool> settled_ = false;  ///< since the last subscription

  // Of the thread.
  engine::EventDeduplicator memory_;
  engine::Backoff backoff_;
  std::minstd_rand random_{std::random_device()()};
  std::optional<ErrorKind> told_lost_;  ///< nothing while subscribed

  std::thread thread_;
};

EventWatcher::Impl::Impl(EngineOptions engine, WatchOptions options, WatchHandlers handlers)
    : engine_(std::move(engine)),
      options_(options),
      handlers_(std::move(handlers)),
      backoff_(options_.shortest_pause, options_.longest_pause) {
  thread_ = std::thread([this] { run(); });
}

EventWatcher::Impl::~Impl() {
  loop_.stop();
  thread_.join();
}

void EventWatcher::Impl::run() {
  while (!loop_.stopped()) {
    engine::EventSubscription listening(loop_, memory_, engine_, options_);
    const Error why = listening.run([this] { subscribed(); }, handlers_.happened);
    if (loop_.stopped()) return;
    lost(why);
    pause();
  }
}

void EventWatcher::Impl::subscribed() {
  settled_ = false;
  told_lost_.reset();
  handlers_.subscribed();
}

void EventWatcher::Impl::lost(const Error& why) {
  if (!told_lost_ && settled_.exchange(false)) backoff_.reset();
  if (told_lost_ == why.kind) return;
  told_lost_ = why.kind;
  handlers_.lost(why);
}

void EventWatcher::Impl::pause() {
  std::uniform_real_distribution<double> fraction;
  const auto until = engine::StreamingLoop::Clock::now() + backoff_.next(fraction(random_));
  while (engine::StreamingLoop::Clock::now() < until && loop_.turn(until)) {
  }
}

EventWatcher::EventWatcher(EngineOptions engine, WatchOptions options, WatchHandlers handlers)
    : impl_(std::make_unique<Impl>(std::move(engine), options, std::move(handlers))) {}
EventWatcher::~EventWatcher() = default;
void EventWatcher::settled() { impl_->settled(); }
RequestStatistics EventWatcher::statistics() const { return impl_->statistics(); }

}  // namespace plimsoll
