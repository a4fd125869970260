#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "plimsoll/facts.hpp"
#include "plimsoll/policy.hpp"
#include "plimsoll/verdict.hpp"

namespace plimsoll {

/// Whether `waiver` accepts a whole violation: every scope it gives matches, it covers every item, and it has not
/// expired. `image` is null if the container's image was not read or the subject has none: then no image is the
/// waived one. Patterns are the shell's, in which `*` stops at a slash. `container` never covers an identity that two
/// containers claim (`name~shortid`).
[[nodiscard]] bool covers(const Waiver& waiver, std::string_view rule, std::string_view identity,
                          const ImageFacts* image, std::string_view image_id, std::span<const Item> items,
                          std::chrono::sys_days today);

/// Whether a shell pattern covers the identity of a container, as in `covers`. An empty one covers any.
[[nodiscard]] bool matches_container(const std::string& pattern, std::string_view identity);

}  // namespace plimsoll
