#pragma once

/// The engine's event stream. Events are hints of what to read again, never facts: their attributes and the text of
/// their action are written by whoever starts containers, so of both only what follows is kept.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plimsoll/engine.hpp"
#include "plimsoll/error.hpp"

namespace plimsoll {

enum class EventType : std::uint8_t { container, image, network, volume, daemon, service, node, secret, config, other };

/// What a reader tells apart; `health_status: healthy` and its like count by their first word.
enum class EventAction : std::uint8_t {
  create,
  start,
  restart,
  pause,
  unpause,
  rename,
  update,
  die,
  destroy,  ///< of a container its last event
  exec_create,
  exec_start,
  exec_die,
  exec_detach,
  health_status,
  connect,
  disconnect,
  mount,
  unmount,
  reload,
  other,  ///< kill, oom, stop, tag, pull …
};

using EventTime = std::chrono::sys_time<std::chrono::nanoseconds>;

struct EngineEvent {
  EventType type = EventType::other;
  EventAction action = EventAction::other;
  std::string id;         ///< the actor's: of a container and a network its full id, of a volume its name
  std::string container;  ///< the full id that a network's or a volume's event names beside it, or ""
  EventTime at{};         ///< by the engine's clock
  std::string image;      ///< of a container that was created: what its image was called, by whoever did it
  /// Of an exec event the session's full id, or "". A label of the container may have taken its place.
  std::string session;
  std::uint64_t command_hash = 0;  ///< of what exec_create and exec_start say is run; 0: they do not say

  friend bool operator==(const EngineEvent&, const EngineEvent&) = default;
};

struct WatchOptions {
  std::chrono::milliseconds ping_every{5'000};  ///< on a second connection, while the stream is open
  std::chrono::milliseconds ping_deadline{5'000};
  std::chrono::milliseconds shortest_pause{100};  ///< before the first attempt to come back; doubled up to the longest
  std::chrono::milliseconds longest_pause{30'000};
};

/// Called on the watcher's thread, one at a time. None of them may block.
struct WatchHandlers {
  /// The engine answers and takes us for a listener: what happens from here on is told. Of what happened
  /// before a little may be; whoever listens reads everything anew.
  std::function<void()> subscribed;
  /// In the engine's order; none twice, also across a reconnect.
  std::function<void(std::vector<EngineEvent>)> happened;
  /// Events may be missing from here on, until `subscribed`. The watcher comes back by itself, for ever.
  std::function<void(Error)> lost;
};

/// Listens to an engine's events. Owns its thread and its connections, which are nobody else's.
class EventWatcher {
 public:
  EventWatcher(EngineOptions engine, WatchOptions options, WatchHandlers handlers);
  ~EventWatcher();
  EventWatcher(const EventWatcher&) = delete;
  EventWatcher& operator=(const EventWatcher&) = delete;

  /// Everything was read since `subscribed`: the next pause is the shortest again. Any thread.
  void settled();

  /// Thread-safe.
  [[nodiscard]] RequestStatistics statistics() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll
