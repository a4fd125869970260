#include "lib/core/rules/container/capabilities/capability_set.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kAll = "ALL";

template <class Names>
bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != std::ranges::end(names);
}

Item held_item(std::string_view capability, const CapabilitySet& set, const ContainerFacts& container) {
  const std::string key(capability);
  if (contains(set.added, capability)) return item(key, container.cap_add, "without " + key);
  if (set.privileged) return item(key, container.privileged, "false");
  if (contains(set.added, kAll)) return item(key, container.cap_add, "without ALL");
  return item(key, container.cap_drop, key + " or ALL");
}

/// Whether the container still holds the capability when nothing adds it.
bool must_drop(std::string_view capability, const CapabilitySet& set) {
  return set.is_default(capability) && !contains(set.dropped, capability) && !contains(set.dropped, kAll);
}

}  // namespace

bool CapabilitySet::holds(std::string_view capability) const {
  if (contains(added, capability)) return true;
  if (privileged) return contains(capability_names(), capability);
  // The engine forgets ALL among the dropped ones once ALL is added.
  if (contains(added, kAll)) return contains(capability_names(), capability) && !contains(dropped, capability);
  return must_drop(capability, *this);
}

bool CapabilitySet::is_default(std::string_view capability) const { return contains(engine_defaults, capability); }

std::vector<std::string_view> CapabilitySet::held() const {
  std::vector<std::string_view> names;
  std::ranges::copy_if(capability_names(), std::back_inserter(names),
                       [&](std::string_view name) { return holds(name); });
  const auto is_unknown = [](std::string_view name) { return name != kAll && !contains(capability_names(), name); };
  std::ranges::copy_if(added, std::back_inserter(names), is_unknown);
  return names;
}

CapabilitySet CapabilitySet::without_privileges() const {
  CapabilitySet set = *this;
  set.privileged = false;
  return set;
}

CapabilityMask mask_of(const CapabilitySet& set) {
  CapabilityMask mask = 0;
  for (std::size_t i = 0; i < capability_names().size(); ++i) {
    if (set.holds(capability_names()[i])) mask |= CapabilityMask{1} << i;
  }
  return mask;
}

Fact<CapabilitySet> capability_set(const ContainerFacts& container, const EngineFacts& engine) {
  const auto& [privileged, added, dropped] = std::tie(container.privileged, container.cap_add, container.cap_drop);
  if (!privileged) return {privileged.cause(), privileged.source(), privileged.path()};
  if (!added) return {added.cause(), added.source(), added.path()};
  if (!dropped) return {dropped.cause(), dropped.source(), dropped.path()};
  return {CapabilitySet{*privileged, *added, *dropped, default_capabilities(engine.kind)}, added.source(),
          added.path()};
}

Verdict judge_held(std::span<const std::string_view> unwanted, const CapabilitySet& set,
                   const ContainerFacts& container, const Context& context) {
  ItemList items;
  for (const std::string_view name : unwanted) {
    if (set.holds(name)) items.add(held_item(name, set, container));
  }
  const CapabilitySet unprivileged = set.without_privileges();
  const bool own = std::ranges::any_of(unwanted, [&](std::string_view name) { return unprivileged.holds(name); });
  return own ? items.take_verdict() : implied_by_privileged(items.take_verdict(), container, context);
}

std::vector<FixStep> fix_capabilities(const ContainerFacts& container, const Context& context, const Verdict& verdict) {
  const Fact<CapabilitySet> set = capability_set(container, context.engine);
  std::vector<FixStep> changes;
  if (set->privileged) changes.push_back(remove_privileged());
  if (contains(set->added, kAll)) changes.push_back(remove(kCapAdd, kAll));
  for (const Item& capability : verdict.items) {
    if (contains(set->added, capability.key)) changes.push_back(remove(kCapAdd, capability.key));
    if (must_drop(capability.key, *set)) changes.push_back(add(kCapDrop, capability.key));
  }
  return changes;
}

}  // namespace plimsoll
