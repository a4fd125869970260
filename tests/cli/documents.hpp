#pragma once

/// Made-up hosts for the pages: shown reports, and a recorded host for whole commands.

#include "daemon/cli/document.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll::cli::testing {

[[nodiscard]] ShownSubject container(const std::string& name);

/// A violation of `rule`.
[[nodiscard]] ShownResult violation(Severity severity, const std::string& rule, const std::string& container_name);

/// Counts what it is given.
[[nodiscard]] ShownReport report_of(std::vector<ShownResult> results);

/// A privileged container "ci" of image "runner:2", and "web", about which the engine reported nothing but its name.
[[nodiscard]] Snapshot recorded_host();

}  // namespace plimsoll::cli::testing
