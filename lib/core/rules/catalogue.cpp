// A plain array: objects that register themselves vanish from static libraries without a warning.

#include <algorithm>
#include <cassert>
#include <unordered_map>

#include "plimsoll/rule.hpp"

namespace plimsoll {

#define RULE(subject, name) extern const Rule name;
namespace rules {
#include "lib/core/rules/catalogue.def"
}
#undef RULE

namespace {

constexpr const Rule* kCatalogue[] = {
#define RULE(subject, name) &rules::name,
#include "lib/core/rules/catalogue.def"
#undef RULE
};

}  // namespace

std::span<const Rule* const> catalogue() { return kCatalogue; }

const Rule* find_rule(std::string_view id) {
  const auto found = std::ranges::find(kCatalogue, id, &Rule::id);
  return found == std::end(kCatalogue) ? nullptr : *found;
}

std::size_t index_of(const Rule& rule) {
  static const std::unordered_map<const Rule*, std::size_t> indices = [] {
    std::unordered_map<const Rule*, std::size_t> by_rule;
    for (const Rule* each : kCatalogue) by_rule.emplace(each, by_rule.size());
    return by_rule;
  }();
  assert(indices.contains(&rule));
  return indices.at(&rule);
}

}  // namespace plimsoll
