#pragma once

#include <string>
#include <vector>

#include "plimsoll/policy.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll {

/// A policy file as it was read.
struct PolicyFile {
  std::string name;  ///< its path, for messages
  std::string text;
};

/// The policy that the files make together; the built-in one if there are none. Their order matters: a later file may
/// not repeat a key of an earlier one. Returns the first error, which names file, line and the nearest valid word.
[[nodiscard]] Result<Policy> parse_policy(const std::vector<PolicyFile>& files);

}  // namespace plimsoll
