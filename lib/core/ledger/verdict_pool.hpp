#pragma once

#include <cstddef>
#include <memory>
#include <unordered_map>

#include "plimsoll/shared.hpp"
#include "plimsoll/verdict.hpp"

namespace plimsoll {

/// Verdicts that are held somewhere, each once: most containers of a host have the same ones.
class VerdictPool {
 public:
  /// The same verdict, shared with whoever holds an equal one.
  [[nodiscard]] Shared<Verdict> shared(const Shared<Verdict>& verdict);

  /// Forgets what nobody holds any more.
  void sweep();

 private:
  std::unordered_multimap<std::size_t, std::weak_ptr<const Verdict>> by_hash_;
};

}  // namespace plimsoll
