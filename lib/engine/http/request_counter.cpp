#include "lib/engine/http/request_counter.hpp"

#include <string>

namespace plimsoll::engine {

RequestCounts& RequestCounter::counts_of(std::string_view route) {
  const auto found = statistics_.find(route);
  return found != statistics_.end() ? found->second : statistics_[std::string(route)];
}

void RequestCounter::count_request(std::string_view route) {
  const std::lock_guard lock(mutex_);
  ++counts_of(route).requests;
}

void RequestCounter::count_failure(std::string_view route, ErrorKind kind) {
  const std::lock_guard lock(mutex_);
  ++counts_of(route).failures.at(static_cast<std::size_t>(kind));
}

RequestStatistics RequestCounter::statistics() const {
  const std::lock_guard lock(mutex_);
  return statistics_;
}

}  // namespace plimsoll::engine
