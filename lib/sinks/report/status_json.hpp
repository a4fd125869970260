#pragma once

/// The document `plimsoll.status/v1`: what one asks first, for `plimsoll status` and GET /api/v1/status.

#include <string>
#include <vector>

#include "plimsoll/report.hpp"

namespace plimsoll {

struct StatusOptions {
  double stale_after_seconds = 0;     ///< an audit older than this is stale; 0: never
  double reread_within_seconds = 0;   ///< each container and its processes are read again, whatever the events say
  Time now{};                         ///< the age is as of then
  std::vector<std::string> degraded;  ///< what is wrong with plimsoll itself, a sentence each
};

/// The whole document. Pure.
[[nodiscard]] std::string status_json(const Report& report, const StatusOptions& options);

}  // namespace plimsoll
