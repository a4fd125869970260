#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lib/engine/events/event_deduplicator.hpp"
#include "lib/engine/events/liveness_probe.hpp"
#include "lib/engine/http/negotiate.hpp"
#include "lib/engine/http/streaming_request.hpp"
#include "plimsoll/engine.hpp"
#include "plimsoll/events.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// Listens to an engine once: from negotiating the version until the stream of events has ended, however it did.
class EventSubscription {
 public:
  /// All are borrowed. `on_subscribed` and `on_events` are called by `run`.
  EventSubscription(StreamingLoop& loop, EventDeduplicator& memory, const EngineOptions& engine,
                    const WatchOptions& options);

  using OnSubscribed = std::function<void()>;
  using OnEvents = std::function<void(std::vector<EngineEvent>)>;

  /// Blocks. Why the engine was lost; anything if the loop was stopped. Call once.
  [[nodiscard]] Error run(const OnSubscribed& on_subscribed, const OnEvents& on_events);

 private:
  struct Greeting {
    Negotiated engine;
    std::optional<EventTime> since;
  };

  [[nodiscard]] Result<Greeting> greet();
  [[nodiscard]] Error listen(const Greeting& greeting, const OnSubscribed& on_subscribed, const OnEvents& on_events);
  [[nodiscard]] std::optional<Error> await_acceptance(const StreamingRequest& stream, const std::string& target);
  [[nodiscard]] Error follow(const StreamingRequest& stream, const std::string& target, const OnEvents& on_events);
  void tell(const OnEvents& on_events);
  [[nodiscard]] Error why_ended(const Answer& stream, const std::string& target);

  StreamingLoop& loop_;
  EventDeduplicator& memory_;
  const EngineOptions& engine_;
  LivenessProbe pulse_;  ///< of what is behind the path before anything is connected to
  std::vector<EngineEvent> untold_;
};

}  // namespace plimsoll::engine
