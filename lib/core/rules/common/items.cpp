#include "lib/core/rules/common/items.hpp"

#include <utility>

namespace plimsoll {

void ItemList::add(Item item) {
  if (keys_.insert(item.key).second) items_.push_back(std::move(item));
}

Verdict ItemList::take_verdict() {
  keys_.clear();
  return violation_if_any(std::exchange(items_, {}));
}

std::string element_path(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

}  // namespace plimsoll
