#include "lib/core/ledger/verdict_pools.hpp"

#include <boost/container_hash/hash.hpp>

namespace plimsoll {

std::size_t hash_of(const Verdict& verdict) {
  std::size_t hash = 0;
  boost::hash_combine(hash, static_cast<int>(verdict.kind));
  for (const Item& item : verdict.items) {
    boost::hash_combine(hash, item.key);
    boost::hash_combine(hash, item.evidence.path);
    boost::hash_combine(hash, item.evidence.seen);
  }
  return hash;
}

std::size_t hash_of(const std::vector<VerdictKind>& kinds) { return boost::hash_range(kinds.begin(), kinds.end()); }

}  // namespace plimsoll
