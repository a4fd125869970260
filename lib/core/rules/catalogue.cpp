// A plain array: objects that register themselves vanish from static libraries without a warning.

#include <algorithm>
#include <cassert>

#include "lib/core/rules/rules.hpp"

namespace plimsoll {
namespace {

constexpr const Rule* kCatalogue[] = {
    // user
    // capabilities
    // privileged and confinement
    &rules::privileged,
    // mounts
    // cgroup limits
    // namespaces and network
    // plimsoll's own
};

}  // namespace

std::span<const Rule* const> catalogue() { return kCatalogue; }

const Rule* find_rule(std::string_view id) {
  const auto found = std::ranges::find(kCatalogue, id, &Rule::id);
  return found == std::end(kCatalogue) ? nullptr : *found;
}

std::size_t index_of(const Rule& rule) {
  const auto found = std::ranges::find(kCatalogue, &rule);
  assert(found != std::end(kCatalogue));
  return static_cast<std::size_t>(found - std::begin(kCatalogue));
}

}  // namespace plimsoll
