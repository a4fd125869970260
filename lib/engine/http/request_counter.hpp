#pragma once

#include <mutex>
#include <string_view>

#include "plimsoll/report.hpp"

namespace plimsoll::engine {

/// Requests and failures since start, by route. Thread-safe.
class RequestCounter {
 public:
  void count_request(std::string_view route);
  void count_failure(std::string_view route, ErrorKind kind);
  [[nodiscard]] RequestStatistics statistics() const;

 private:
  RequestCounts& counts_of(std::string_view route);

  mutable std::mutex mutex_;
  RequestStatistics statistics_;
};

}  // namespace plimsoll::engine
