#pragma once

#include <sys/types.h>

#include <optional>
#include <utility>

#include "lib/engine/http/streaming_request.hpp"
#include "plimsoll/events.hpp"

namespace plimsoll::engine {

/// Whether the engine that a stream of events comes from is still there. Silence says nothing: a quiet engine is silent
/// too, so it is asked over a second connection.
class LivenessProbe {
 public:
  /// All are borrowed. What is at the socket's path now is the engine.
  LivenessProbe(StreamingLoop& loop, const EngineOptions& engine, const WatchOptions& options);

  /// Asks when it is time to. Why the engine counts as lost, if it does.
  [[nodiscard]] std::optional<Error> check();

  /// When to check again at the latest.
  [[nodiscard]] StreamingLoop::Clock::time_point next_check() const;

 private:
  /// Device and inode. One that a connection was made to is not given away again while that lasts.
  using SocketIdentity = std::optional<std::pair<dev_t, ino_t>>;
  [[nodiscard]] static SocketIdentity identity_of(const std::string& socket_path);

  [[nodiscard]] std::optional<Error> take_answer();
  void ask();

  StreamingLoop& loop_;
  EngineOptions engine_;
  const std::chrono::milliseconds every_;
  const SocketIdentity socket_;
  StreamingLoop::Clock::time_point next_ping_;
  std::optional<StreamingRequest> ping_;
};

}  // namespace plimsoll::engine
