#pragma once

#include "lib/sinks/web/published.hpp"
#include "lib/sinks/web/site.hpp"
#include "lib/sinks/web/web_server.hpp"

namespace plimsoll::web {

/// /api/v1/report, /api/v1/exec, /api/v1/status and /api/v1/doctor, errors as {"error": "…"}. Borrows both. Web thread
/// only.
[[nodiscard]] Site api_site(const Published& published, const WebOptions& options);

}  // namespace plimsoll::web
