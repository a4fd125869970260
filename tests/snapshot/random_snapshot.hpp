#pragma once

#include "plimsoll/snapshot.hpp"

namespace plimsoll::testing {

/// A snapshot in which every field that a file holds is set to something random: values of every kind, facts without
/// one for every cause. The same seed gives the same.
[[nodiscard]] Snapshot random_snapshot(unsigned seed);

}  // namespace plimsoll::testing
