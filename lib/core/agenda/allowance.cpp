#include "lib/core/agenda/allowance.hpp"

#include <algorithm>

namespace plimsoll {

SteadyTime Allowance::next(const Rate& rate, SteadyTime now) const {
  return std::max(now, full_at_ - (rate.burst - 1) * rate.refill);
}

void Allowance::spend(const Rate& rate, SteadyTime at) { full_at_ = std::max(full_at_, at) + rate.refill; }

}  // namespace plimsoll
