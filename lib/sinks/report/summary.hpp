#pragma once

#include <array>
#include <cstddef>

#include "plimsoll/report.hpp"

namespace plimsoll {

/// How many findings of one severity there are; each is counted once.
struct FindingCounts {
  std::size_t open = 0;     ///< and stand alone
  std::size_t implied = 0;  ///< open, and explained by another of the same subject
  std::size_t waived = 0;
  std::size_t unknown = 0;  ///< could not be judged, and was no violation before
  std::size_t stopped = 0;  ///< open and of containers that do not run; in none of the others
};

struct Summary {
  std::size_t judged = 0;  ///< containers
  std::size_t unjudged = 0;
  std::size_t stopped = 0;
  std::array<FindingCounts, std::size(kSeverities)> findings{};  ///< by severity

  [[nodiscard]] const FindingCounts& of(Severity severity) const {
    return findings[static_cast<std::size_t>(severity)];
  }
};

[[nodiscard]] Summary summarize(const Report& report);

}  // namespace plimsoll
