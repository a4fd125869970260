#include "daemon/plimsolld/rounds.hpp"

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
      agenda_(std::move(options.agenda)),
      timer_(loop),
      worker_(options.engine, std::move(options.host),
              [this](ReadingDone reading) {
                boost::asio::post(loop_, [this, moved = std::move(reading)]() mutable { done(std::move(moved)); });
              }),
      watcher_(
          options.engine, WatchOptions{},
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
  agenda_.set_listening(true);
  agenda_.note_gap();
  handlers_.subscribed();
  read_what_is_due();
}

void Rounds::happened(const std::vector<EngineEvent>& events) {
  events_ += events.size();
  for (const EngineEvent& event : events) agenda_.note(event, steady_now());
  read_what_is_due();
}

void Rounds::lost(const Error& error) {
  begun_ = true;
  agenda_.set_listening(false);
  agenda_.note_gap();
  handlers_.lost(error);
  read_what_is_due();
}

void Rounds::done(ReadingDone reading) {
  reading_ = false;
  const bool of_everything = reading.job.item.scope.lists && reading.job.item.scope.share == 1;
  if (!reading.snapshot) agenda_.note_gap();
  if (reading.snapshot && of_everything) watcher_.settled();
  handlers_.read(std::move(reading));
  read_what_is_due();
}

void Rounds::read_what_is_due() {
  if (!begun_ || reading_) return;
  std::optional<AgendaItem> item = agenda_.take(steady_now());
  if (!item) return wait_until(agenda_.next());
  if (!known_) item->scope = {};  // whatever is due: nothing was read yet, so everything is
  reading_ = true;
  timer_.cancel();
  worker_.read({*item, known_});
}

void Rounds::wait_until(SteadyTime time) {
  timer_.expires_at(time);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) read_what_is_due();
  });
}

}  // namespace plimsoll
