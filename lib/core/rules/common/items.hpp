#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/verdict.hpp"

namespace plimsoll {

/// The items of one verdict. Their keys are unique: the same thing given twice is one item, the first.
class ItemList {
 public:
  void add(Item item);
  [[nodiscard]] bool empty() const { return items_.empty(); }
  /// Leaves this object empty. No items is a pass.
  [[nodiscard]] Verdict take_verdict();

 private:
  std::vector<Item> items_;
  std::set<std::string> keys_;
};

[[nodiscard]] std::string element_path(std::string_view list, std::size_t index);

/// Path of one element of a fact that is a list.
template <class T>
[[nodiscard]] std::string element(const Fact<std::vector<T>>& list, std::size_t index) {
  return element_path(list.path(), index);
}

}  // namespace plimsoll
