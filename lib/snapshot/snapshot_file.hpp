#pragma once

/// A recorded host: the file `plimsoll.snapshot/v1` that `plimsoll snapshot` writes and `--from` judges.

#include <cstddef>
#include <string>
#include <string_view>

#include "plimsoll/result.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll {

inline constexpr std::size_t kMaxSnapshotBytes = std::size_t{256} << 20;

/// Every typed fact, JSON, one container a line.
[[nodiscard]] std::string write_snapshot(const Snapshot& snapshot);

/// The text is hostile: too large, too deep or of another shape is an error that says where and what was expected.
/// A fact that it does not hold is there without a value, `not_recorded`; keys that are not known are ignored.
[[nodiscard]] Result<Snapshot> read_snapshot(std::string_view text);

}  // namespace plimsoll
