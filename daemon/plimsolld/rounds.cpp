#include "daemon/plimsolld/rounds.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <chrono>
#include <utility>

namespace plimsoll {
namespace {

SteadyTime steady_now() { return std::chrono::steady_clock::now(); }

void add(RequestStatistics& sum, const RequestStatistics& more) {
  for (const auto& [endpoint, counts] : more) {
    RequestCounts& total = sum[endpoint];
    total.requests += counts.requests;
    for (std::size_t reason = 0; reason < counts.failures.size(); ++reason) {
      total.failures[reason] += counts.failures[reason];
    }
  }
}

}  // namespace

Rounds::Rounds(boost::asio::io_context& loop, RoundsOptions options, RoundsHandlers handlers)
    : loop_(loop),
      handlers_(std::move(handlers)),
      scheduler_(std::move(options.refresh)),
      timer_(loop),
      worker_(options.reading,
              [this](ReadingDone reading) {
                boost::asio::post(loop_, [this, moved = std::move(reading)]() mutable { done(std::move(moved)); });
              }),
      watcher_(
          options.reading.engine, WatchOptions{},
          {.subscribed = [this] { boost::asio::post(loop_, [this] { subscribed(); }); },
           .happened =
               [this](std::vector<EngineEvent> events) {
                 boost::asio::post(loop_, [this, moved = std::move(events)] { happened(moved); });
               },
           .lost =
               [this](Error error) { boost::asio::post(loop_, [this, moved = std::move(error)] { lost(moved); }); }}) {}

RequestStatistics Rounds::statistics() const {
  RequestStatistics sum = worker_.statistics();
  add(sum, watcher_.statistics());
  return sum;
}

/// Only now is the list worth asking for: what begins after it is told.
void Rounds::subscribed() {
  begun_ = true;
  scheduler_.set_listening(true);
  scheduler_.note_gap();
  handlers_.subscribed();
  read_what_is_due();
}

void Rounds::happened(const std::vector<EngineEvent>& events) {
  events_ += events.size();
  for (const EngineEvent& event : events) {
    if (event.type == EventType::container) note_session(event);
    scheduler_.note(event, steady_now());
  }
  tell_sessions(nullptr);
  read_what_is_due();
}

void Rounds::note_session(const EngineEvent& event) {
  const bool begins = event.action == EventAction::exec_start;
  const bool concerns_container = exec_.note(event, begins ? find(event.id) : nullptr, steady_now());
  if (concerns_container) scheduler_.note_sessions(event.id, event.at, steady_now());
}

KnownContainer Rounds::find(const std::string& container) {
  if (!known_) return nullptr;
  if (by_id_.empty()) {
    for (const auto& facts : known_->containers) by_id_.emplace(facts->id, facts);
  }
  const auto found = by_id_.find(container);
  return found == by_id_.end() ? nullptr : found->second;
}

void Rounds::remember(std::shared_ptr<const Snapshot> snapshot) {
  by_id_.clear();
  known_ = std::move(snapshot);
}

void Rounds::settle(const std::vector<ExecAnswered>& sessions) {
  for (const ExecAnswered& answered : sessions) {
    const ExecInspectRequest& errand = answered.errand;
    const ExecWatch::Outcome outcome = exec_.settle(answered, find(errand.container), steady_now());
    if (outcome.read_container) scheduler_.note_sessions(errand.container, errand.at, steady_now());
    if (outcome.seen) tell_sessions(outcome.seen);
  }
}

/// Their starts were told to nobody, or before anybody listened.
void Rounds::note_starting_up() {
  for (const auto& container : known_->containers) {
    const auto& effective = container->effective;
    if (effective && (*effective)->starting_up) scheduler_.note_starting_up(container->id, steady_now());
  }
}

/// Only of containers that were read just now, and so after everything that is known of their sessions.
void Rounds::note_listed_sessions(const ReadRequest& scope) {
  const bool everything = scope.lists && scope.share == 1;
  for (const auto& container : known_->containers) {
    if (!everything && !scope.containers.contains(container->id)) continue;
    exec_.note_listed(container, known_->captured_at, steady_now());
  }
  if (everything) exec_.forget_others([this](const std::string& id) { return find(id) != nullptr; });
}

void Rounds::tell_sessions(const std::shared_ptr<const ExecRecord>& seen) {
  if (std::exchange(exec_version_, exec_.version()) != exec_.version() || seen) handlers_.sessions(seen);
}

void Rounds::lost(const Error& error) {
  begun_ = true;
  scheduler_.set_listening(false);
  scheduler_.note_gap();
  handlers_.lost(error);
  read_what_is_due();
}

void Rounds::done(ReadingDone reading) {
  reading_ = false;
  const std::vector<ExecAnswered> sessions = std::move(reading.sessions);
  const ReadRequest scope = reading.job.item ? reading.job.item->scope : ReadRequest{.lists = false};
  const bool read = reading.snapshot && *reading.snapshot;
  if (reading.snapshot && !read) scheduler_.note_gap();
  const bool everything = read && scope.lists && scope.share == 1;
  if (everything) watcher_.settled();
  if (reading.snapshot) handlers_.read(std::move(reading));
  if (everything) note_starting_up();
  settle(sessions);
  if (read) note_listed_sessions(scope);
  tell_sessions(nullptr);
  read_what_is_due();
}

void Rounds::read_what_is_due() {
  if (!begun_ || reading_) return;
  ReadingJob job{.item = scheduler_.take(steady_now()), .sessions = {}, .before = known_};
  if (known_) job.sessions = exec_.take(steady_now());
  if (!job.item && job.sessions.empty()) {
    return wait_until(known_ ? std::min(scheduler_.next(), exec_.next()) : scheduler_.next());
  }
  if (job.item && !known_) job.item->scope = {};  // whatever is due: nothing was read yet, so everything is
  reading_ = true;
  timer_.cancel();
  worker_.read(std::move(job));
}

void Rounds::wait_until(SteadyTime time) {
  timer_.expires_at(time);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) read_what_is_due();
  });
}

}  // namespace plimsoll
