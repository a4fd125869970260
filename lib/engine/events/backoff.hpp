#pragma once

#include <chrono>

namespace plimsoll::engine {

/// How long to wait before each further attempt: twice as long each time, up to a longest, for ever.
class Backoff {
 public:
  Backoff(std::chrono::milliseconds shortest, std::chrono::milliseconds longest);

  /// Between half of the pause and all of it, by `random` in [0, 1): so that many who lost the same engine do not all
  /// come back at once.
  [[nodiscard]] std::chrono::milliseconds next(double random);

  void reset() { pause_ = shortest_; }

 private:
  const std::chrono::milliseconds shortest_;
  const std::chrono::milliseconds longest_;
  std::chrono::milliseconds pause_;
};

}  // namespace plimsoll::engine
