#pragma once

#include <cstddef>
#include <vector>

#include "lib/core/shared_pool.hpp"
#include "plimsoll/verdict.hpp"

namespace plimsoll {

[[nodiscard]] std::size_t hash_of(const Verdict& verdict);
[[nodiscard]] std::size_t hash_of(const std::vector<VerdictKind>& kinds);

/// What the subjects of a ledger share.
struct VerdictPools {
  SharedPool<Verdict, hash_of> verdicts;
  SharedPool<std::vector<VerdictKind>, hash_of> kinds;
};

}  // namespace plimsoll
