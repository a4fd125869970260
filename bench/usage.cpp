#include "bench/usage.hpp"

#include <ctime>

namespace plimsoll::bench {
namespace {

std::chrono::duration<double> seconds_of(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

}  // namespace

Usage measure(const std::function<void()>& work) {
  const auto wall = seconds_of(CLOCK_MONOTONIC);
  const auto cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  work();
  return {seconds_of(CLOCK_MONOTONIC) - wall, seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu};
}

}  // namespace plimsoll::bench
