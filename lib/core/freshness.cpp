#include "plimsoll/freshness.hpp"

#include <utility>

namespace plimsoll {

bool Freshness::set(Feed feed, FeedState state, Time now) {
  FeedStatus& status = feeds_[static_cast<std::size_t>(feed)];
  if (std::exchange(status.state, state) == state) return false;
  status.since = now;
  return true;
}

void Detections::observe(std::chrono::duration<double> time) {
  if (time.count() < 0 || time > std::chrono::hours(24)) return;
  for (std::size_t i = 0; i < std::size(kBucketSeconds); ++i) {
    if (time.count() <= kBucketSeconds[i]) ++counts_[i];
  }
  ++counts_.back();
  sum_seconds_ += time.count();
}

}  // namespace plimsoll
