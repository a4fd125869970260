#include "lib/core/rules/common/combined.hpp"

#include <algorithm>

#include "lib/core/rules/common/items.hpp"

namespace plimsoll {

Verdict combined(std::initializer_list<Verdict> verdicts) {
  ItemList items;
  for (const Verdict& verdict : verdicts) {
    if (verdict.kind != VerdictKind::violation) continue;
    for (const Item& item : verdict.items) items.add(item);
  }
  if (!items.empty()) return items.take_verdict();
  const auto* const unsure = std::ranges::find(verdicts, VerdictKind::unknown, &Verdict::kind);
  return unsure == verdicts.end() ? pass() : *unsure;
}

}  // namespace plimsoll
