#pragma once

/// The CIS Docker Benchmark: every recommendation, and what plimsoll has for it. Titles are our own words. Sources: CIS
/// Docker Benchmark 1.6.0 and the numbering of 1.7.0 (the same) and 1.8.0; docker-bench-security 1.6.1 as of
/// 2024-10-21.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "plimsoll/rule.hpp"

namespace plimsoll {

struct Recommendation {
  std::string_view id;         ///< in 1.6.0 and 1.7.0
  std::string_view id_in_1_8;  ///< in 1.8.0
  std::string_view title;
  std::string_view reference;    ///< where docker-bench-security's verdict differs, and why; empty: only in evidence
  std::string_view replaced_by;  ///< of one that nothing on the host can decide: what is judged in its place
};

[[nodiscard]] std::span<const Recommendation> recommendations();

enum class Coverage : std::uint8_t { automated, manual, not_applicable, missing };

struct Covered {
  Coverage coverage = Coverage::missing;
  std::vector<const Rule*> rules;
};

/// What judges `recommendation`. Manual if a person has to, not applicable if it is replaced.
[[nodiscard]] Covered covered(const Recommendation& recommendation);

}  // namespace plimsoll
