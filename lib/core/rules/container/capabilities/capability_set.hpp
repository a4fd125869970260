#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/vocabulary/capabilities.hpp"
#include "plimsoll/rule.hpp"

namespace plimsoll {

/// The capabilities that root in a container may hold (its bounding set), as the engine computes them from what was
/// asked for. Borrows from the facts it was made of.
struct CapabilitySet {
  bool privileged = false;
  std::span<const std::string> added;
  std::span<const std::string> dropped;
  std::span<const std::string_view> engine_defaults;

  [[nodiscard]] bool holds(std::string_view capability) const;
  [[nodiscard]] bool is_default(std::string_view capability) const;
  /// Every one held, in the kernel's order, then those that are unknown here.
  [[nodiscard]] std::vector<std::string_view> held() const;
  [[nodiscard]] CapabilitySet without_privileges() const;
};

/// The kernel's number for each one held; those that are unknown here have none.
[[nodiscard]] CapabilityMask mask_of(const CapabilitySet& set);
[[nodiscard]] Fact<CapabilitySet> capability_set(const ContainerFacts& container, const EngineFacts& engine);

/// A violation whose items are those capabilities of `unwanted` that the container holds. Implied by its privileges
/// where only they grant them.
[[nodiscard]] Verdict judge_held(std::span<const std::string_view> unwanted, const CapabilitySet& set,
                                 const ContainerFacts& container, const Context& context);

/// Takes away the capabilities that are the items of `verdict`.
[[nodiscard]] std::vector<FixStep> fix_capabilities(const ContainerFacts& container, const Context& context,
                                                    const Verdict& verdict);

}  // namespace plimsoll
