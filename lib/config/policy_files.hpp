#pragma once

#include <vector>

#include "lib/config/config.hpp"
#include "lib/config/policy/parse_policy.hpp"
#include "plimsoll/policy.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll {

/// The policy file, then those of the directory by byte order. The default ones may be missing; others must be there.
/// An empty path is none.
[[nodiscard]] Result<std::vector<PolicyFile>> read_policy_files(const Config& config);

/// The policy they make; the built-in one if there are none.
[[nodiscard]] Result<Policy> load_policy(const Config& config);

}  // namespace plimsoll
