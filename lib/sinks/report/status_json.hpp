#pragma once

/// The document `plimsoll.status/v1`: what one asks first, for `plimsoll status` and GET /api/v1/status.

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plimsoll/report.hpp"

namespace plimsoll {

struct StatusOptions {
  double stale_after_seconds = 0;    ///< an audit older than this is stale; 0: never
  double reread_within_seconds = 0;  ///< each container and its processes are read again, whatever the events say
  Time now{};                        ///< the age is as of then
};

/// Writes the document piece by piece, as `ReportJson` does: its lists may be as long as that of the containers.
class StatusJson {
 public:
  StatusJson(std::shared_ptr<const Report> report, const StatusOptions& options);

  /// Appends the next piece; false, appending nothing, once all is written. The pieces in order are one JSON document.
  [[nodiscard]] bool next(std::string& out);

 private:
  using Part = std::function<bool(std::string& out)>;  ///< as `next`
  std::deque<Part> parts_;
};

}  // namespace plimsoll
