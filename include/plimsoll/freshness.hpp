#pragma once

/// How current what plimsoll tells is, by where it comes from, and how fast it learns of a change.

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

#include "plimsoll/clock.hpp"

namespace plimsoll {

/// What facts come from, as far as it can fail by itself.
enum class Feed : std::uint8_t {
  events,  ///< the engine's event stream
  lists,   ///< what the engine lists, and its answers about each
  host,    ///< probes of the host
};
inline constexpr Feed kFeeds[] = {Feed::events, Feed::lists, Feed::host};

enum class FeedState : std::uint8_t {
  live,         ///< what changes is known at once; of lists and host: the last round was answered
  catching_up,  ///< it answers again, and everything is being read anew
  stale,        ///< down for longer than is to be believed
  down,         ///< it did not answer when last asked
};
inline constexpr FeedState kFeedStates[] = {FeedState::live, FeedState::catching_up, FeedState::stale, FeedState::down};

[[nodiscard]] std::string_view to_string(Feed feed);
[[nodiscard]] std::string_view to_string(FeedState state);

struct FeedStatus {
  FeedState state = FeedState::down;
  Time since{};  ///< in this state
};

class Freshness {
 public:
  [[nodiscard]] const FeedStatus& of(Feed feed) const { return feeds_[static_cast<std::size_t>(feed)]; }
  /// False if it was in that state already.
  bool set(Feed feed, FeedState state, Time now);

 private:
  std::array<FeedStatus, std::size(kFeeds)> feeds_;
};

/// Times from an event to the report that shows what it changed.
class Detections {
 public:
  static constexpr double kBucketSeconds[] = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

  /// One that is negative, or longer than a day, is told by a clock that jumped, and not counted.
  void observe(std::chrono::duration<double> time);

  /// How many took so long or less, by bucket; then all.
  [[nodiscard]] const std::array<std::uint64_t, std::size(kBucketSeconds) + 1>& counts() const { return counts_; }
  [[nodiscard]] double sum_seconds() const { return sum_seconds_; }

 private:
  std::array<std::uint64_t, std::size(kBucketSeconds) + 1> counts_{};
  double sum_seconds_ = 0;
};

}  // namespace plimsoll
