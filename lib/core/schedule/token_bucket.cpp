#include "lib/core/schedule/token_bucket.hpp"

#include <algorithm>

namespace plimsoll {

SteadyTime TokenBucket::next(const TokenRate& rate, SteadyTime now) const {
  return std::max(now, full_at_ - (rate.burst - 1) * rate.refill);
}

void TokenBucket::spend(const TokenRate& rate, SteadyTime at) { full_at_ = std::max(full_at_, at) + rate.refill; }

}  // namespace plimsoll
