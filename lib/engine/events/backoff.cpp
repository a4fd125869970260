#include "lib/engine/events/backoff.hpp"

#include <algorithm>

namespace plimsoll::engine {

using std::chrono::milliseconds;

Backoff::Backoff(milliseconds shortest, milliseconds longest)
    : shortest_(std::max(shortest, milliseconds(1))), longest_(std::max(longest, shortest_)), pause_(shortest_) {}

milliseconds Backoff::next(double random) {
  const milliseconds half = pause_ / 2;
  const auto rest = std::chrono::duration<double, std::milli>(pause_ - half) * random;
  pause_ = std::min(pause_ * 2, longest_);
  return half + std::chrono::ceil<milliseconds>(rest);
}

}  // namespace plimsoll::engine
