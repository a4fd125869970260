#pragma once

#include <cstdint>
#include <string>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// Whether `then`, in seconds since 1970, is more than so many days before the snapshot.
[[nodiscard]] bool is_older_than(std::int64_t then, std::int64_t days, const Context& context);

/// The day of it in UTC, as 2026-11-22.
[[nodiscard]] std::string day_of(std::int64_t then);

}  // namespace plimsoll
