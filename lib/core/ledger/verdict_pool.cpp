#include "lib/core/ledger/verdict_pool.hpp"

#include <boost/container_hash/hash.hpp>

namespace plimsoll {
namespace {

/// Of what tells verdicts apart in practice; equality decides.
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

}  // namespace

Shared<Verdict> VerdictPool::shared(const Shared<Verdict>& verdict) {
  const std::size_t hash = hash_of(*verdict);
  const auto [begin, end] = by_hash_.equal_range(hash);
  for (auto entry = begin; entry != end; ++entry) {
    const std::shared_ptr<const Verdict> held = entry->second.lock();
    if (held && *held == *verdict) return Shared<Verdict>(held);
  }
  by_hash_.emplace(hash, verdict.pointer());
  return verdict;
}

void VerdictPool::sweep() {
  std::erase_if(by_hash_, [](const auto& entry) { return entry.second.expired(); });
}

}  // namespace plimsoll
