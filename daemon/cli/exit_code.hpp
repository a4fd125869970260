#pragma once

#include <optional>

#include "plimsoll/report.hpp"

namespace plimsoll::cli {

/// Of every command. Scripts build on the numbers.
enum class ExitCode : int {
  done = 0,
  findings = 1,   ///< audit: at or above --fail-on; status: plimsoll itself is degraded or stale; doctor: a fault
  usage = 2,      ///< wrong usage, a bad policy or file, an unknown name
  no_engine = 3,  ///< no daemon or no engine; audit: incomplete without findings
};

struct FailOn {
  std::optional<Severity> severity = Severity::critical;  ///< nothing: never
  bool unknown = false;
};

/// Findings are certain, so they come before what could not be read.
[[nodiscard]] ExitCode audit_exit_code(const Report& report, const FailOn& fail_on);

/// By what failed: the user's own files and options, or what plimsoll talks to.
[[nodiscard]] ExitCode exit_code(const Error& error);

}  // namespace plimsoll::cli
