#pragma once

#include <cstddef>
#include <memory>
#include <unordered_map>

#include "plimsoll/shared.hpp"

namespace plimsoll {

/// Values that are held somewhere, each once: most containers of a host are alike. `kHashOf` tells apart what differs
/// in practice; equality decides. One thread.
template <class T, std::size_t (*kHashOf)(const T&)>
class SharedPool {
 public:
  /// The same value, shared with whoever holds an equal one.
  [[nodiscard]] Shared<T> shared(const Shared<T>& value) {
    const std::size_t hash = kHashOf(*value);
    const auto [begin, end] = by_hash_.equal_range(hash);
    for (auto entry = begin; entry != end; ++entry) {
      auto held = entry->second.lock();
      if (held && *held == *value) return Shared<T>(std::move(held));
    }
    by_hash_.emplace(hash, value.pointer());
    return value;
  }

  /// Forgets what nobody holds any more.
  void sweep() {
    std::erase_if(by_hash_, [](const auto& entry) { return entry.second.expired(); });
  }

 private:
  std::unordered_multimap<std::size_t, std::weak_ptr<const T>> by_hash_;
};

}  // namespace plimsoll
