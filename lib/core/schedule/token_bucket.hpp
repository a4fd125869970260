#pragma once

#include <chrono>

namespace plimsoll {

using SteadyTime = std::chrono::steady_clock::time_point;

/// So many at once, and one more each time `refill` has passed.
struct TokenRate {
  int burst = 1;
  std::chrono::milliseconds refill{1'000};
};

/// How often one thing may be read: a bucket of tokens. Whoever floods waits for its own, and nobody else does.
class TokenBucket {
 public:
  /// When it may be read next; not before `now`.
  [[nodiscard]] SteadyTime next(const TokenRate& rate, SteadyTime now) const;
  void spend(const TokenRate& rate, SteadyTime at);
  /// Full again: nothing to remember.
  [[nodiscard]] bool is_full(SteadyTime now) const { return full_at_ <= now; }

 private:
  SteadyTime full_at_{};  ///< when all of the burst will be there again
};

}  // namespace plimsoll
