#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <unordered_set>

#include "plimsoll/events.hpp"

namespace plimsoll::engine {

/// The events told last: none is told twice, and a new connection asks for those that it may have missed. An event's
/// time is whatever the engine's clock said, or nonsense; it is never more than a bound of what is asked for.
class EventDeduplicator {
 public:
  /// False if it is among those told last. Docker tells of its past 256 events at most, so that is enough.
  [[nodiscard]] bool remember(EngineEvent event);

  /// What the engine tells of the past ended the last connection: no more of that until something new has happened.
  void skip_history() { history_distrusted_ = true; }

  /// From when on to ask for events, if the engine's clock showed `date` before, in whole seconds. A little before the
  /// last one, as far as they are of this clock's past; else from `date` on: Docker accepts a listener a moment before
  /// it listens. Nothing where the past is not to be asked for. Never in the future: some engines would hold back
  /// everything until then.
  [[nodiscard]] std::optional<EventTime> since(EventTime date) const;

 private:
  struct Hash {
    [[nodiscard]] std::size_t operator()(const EngineEvent& event) const;
  };

  void forget_oldest();
  [[nodiscard]] std::optional<EventTime> last_until(EventTime bound) const;

  std::unordered_set<EngineEvent, Hash> events_;
  std::deque<const EngineEvent*> in_order_;
  EventTime forgotten_ = EventTime::min();  ///< when the one forgotten last happened
  bool history_distrusted_ = false;
};

}  // namespace plimsoll::engine
