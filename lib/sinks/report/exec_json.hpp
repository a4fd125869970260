#pragma once

/// The document `plimsoll.exec/v1`: commands run in containers, for `plimsoll exec` and GET /api/v1/exec.

#include <string>

#include "plimsoll/report.hpp"

namespace plimsoll {

/// The whole document, oldest first; of one container only if `container` is its identity, name or id (its first 12
/// digits do), of all if it is empty. Pure.
[[nodiscard]] std::string exec_json(const Report& report, const std::string& container);

}  // namespace plimsoll
