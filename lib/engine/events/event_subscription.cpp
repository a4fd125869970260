#include "lib/engine/events/event_subscription.hpp"

#include <curl/curl.h>

#include <utility>

#include "lib/engine/events/event_stream.hpp"
#include "lib/engine/http/address.hpp"
#include "lib/engine/http/errors.hpp"
#include "lib/engine/http/requests.hpp"

namespace plimsoll::engine {
namespace {

using Clock = StreamingLoop::Clock;

/// By the engine's clock, in whole seconds.
std::optional<EventTime> date_of(const Response& answer) {
  const time_t seconds = curl_getdate(answer.date.c_str(), nullptr);
  if (seconds < 0) return std::nullopt;
  return EventTime(std::chrono::seconds(seconds));
}

/// "1769126400.000000001"
std::string in_seconds(EventTime time) {
  constexpr std::size_t kDecimals = 9;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const std::string decimals = std::to_string((time - seconds).count());
  return std::to_string(seconds.time_since_epoch().count()) + "." + std::string(kDecimals - decimals.size(), '0') +
         decimals;
}

std::string events_path(std::optional<EventTime> since) {
  std::string path(route::kEvents);
  if (since) path.append(route::kSince).append(in_seconds(*since));
  return path;
}

EngineOptions without_deadline(EngineOptions options) {
  options.request_deadline = {};
  return options;
}

/// The engine refused to tell, or told what is no event: it might again if it is asked for the same.
bool is_about_what_was_told(ErrorKind kind) {
  return kind == ErrorKind::http_status || kind == ErrorKind::bad_json || kind == ErrorKind::wrong_shape ||
         kind == ErrorKind::too_large;
}

}  // namespace

EventSubscription::EventSubscription(StreamingLoop& loop, EventDeduplicator& memory, const EngineOptions& engine,
                                     const WatchOptions& options)
    : loop_(loop), memory_(memory), engine_(engine), pulse_(loop, engine, options) {}

Error EventSubscription::run(const OnSubscribed& on_subscribed, const OnEvents& on_events) {
  const Result<std::string> path = checked_socket_path(engine_.socket_path);
  if (!path) return path.error();
  const Result<Greeting> greeting = greet();
  if (!greeting) return greeting.error();
  return listen(*greeting, on_subscribed, on_events);
}

/// Every time anew: an upgrade of the engine keeps the socket's path.
Result<EventSubscription::Greeting> EventSubscription::greet() {
  StreamingRequest ping(loop_, engine_, ping_request());
  while (!ping.answer()) {
    if (!loop_.turn(Clock::time_point::max())) return reading_stopped();
  }
  const Answer& answer = *ping.answer();
  if (!answer) return answer.error();
  const Result<Negotiated> negotiated = negotiate(*answer);
  if (!negotiated) {
    loop_.counter().count_failure(route::kPing, negotiated.error().kind);
    return negotiated.error();
  }
  const std::optional<EventTime> date = date_of(*answer);
  return Greeting{*negotiated, date ? memory_.since(*date) : std::nullopt};
}

Error EventSubscription::listen(const Greeting& greeting, const OnSubscribed& on_subscribed,
                                const OnEvents& on_events) {
  const std::string target = greeting.engine.target(events_path(greeting.since));
  EventStream events(target, [this](EngineEvent event) {
    if (memory_.remember(event)) untold_.push_back(std::move(event));
  });
  StreamingRequest stream(loop_, without_deadline(engine_),
                          {.route = route::kEvents, .target = target, .consume = [&events](std::string_view piece) {
                             return events.write(piece);
                           }});
  if (std::optional<Error> error = await_acceptance(stream, target)) return *error;
  on_subscribed();
  return follow(stream, target, on_events);
}

std::optional<Error> EventSubscription::await_acceptance(const StreamingRequest& stream, const std::string& target) {
  const Clock::time_point deadline = Clock::now() + engine_.request_deadline;
  while (!stream.accepted() && !stream.answer() && Clock::now() < deadline) {
    if (!loop_.turn(deadline)) return reading_stopped();
  }
  if (stream.accepted()) return std::nullopt;
  if (stream.answer()) return why_ended(*stream.answer(), target);
  loop_.counter().count_failure(route::kEvents, ErrorKind::timeout);
  return no_answer(target, engine_.request_deadline);
}

Error EventSubscription::follow(const StreamingRequest& stream, const std::string& target, const OnEvents& on_events) {
  while (true) {
    tell(on_events);
    if (stream.answer()) return why_ended(*stream.answer(), target);
    if (const std::optional<Error> error = pulse_.check()) return *error;
    if (!loop_.turn(pulse_.next_check())) return reading_stopped();
  }
}

void EventSubscription::tell(const OnEvents& on_events) {
  if (!untold_.empty()) on_events(std::exchange(untold_, {}));
}

Error EventSubscription::why_ended(const Answer& stream, const std::string& target) {
  if (!stream) {
    if (is_about_what_was_told(stream.error().kind)) memory_.skip_history();
    return stream.error();
  }
  loop_.counter().count_failure(route::kEvents, ErrorKind::truncated);
  return ended_early(target);
}

}  // namespace plimsoll::engine
