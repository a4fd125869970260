#pragma once

#include "lib/sinks/report/report_json.hpp"
#include "lib/sinks/web/site.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::web {

/// ?subject=&rule=&verdict=&only=violations as a filter. What it does not know is an error that names it, so that a
/// misspelt filter never looks like a host without findings.
[[nodiscard]] Result<ReportFilter> parse_report_query(const Query& query);

}  // namespace plimsoll::web
