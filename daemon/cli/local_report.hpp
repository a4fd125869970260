#pragma once

/// Judging without a daemon: a live engine, or a recorded one.

#include <memory>
#include <string>
#include <vector>

#include "plimsoll/report.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::cli {

/// What `--policy` names; without it, what is in /etc/plimsoll; without that, the built-in policy.
[[nodiscard]] Result<Policy> read_policy(const std::vector<std::string>& named_files);

/// The first report of a snapshot: judged at the moment it was captured, with no history.
[[nodiscard]] std::shared_ptr<const Report> first_report(Policy policy, Snapshot snapshot);

/// Reads a file of `plimsoll snapshot`; "-" is standard input. Errors name the file.
[[nodiscard]] Result<Snapshot> read_snapshot_file(const std::string& path);

}  // namespace plimsoll::cli
