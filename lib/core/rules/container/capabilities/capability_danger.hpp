#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/core/rules/container/capabilities/capability_set.hpp"

namespace plimsoll {

/// What capabilities beyond the default set give away of the host, unless its users are remapped.
enum class Danger : std::uint8_t {
  root_equivalent,  ///< root on the host with no further bug
  host_wide,        ///< what the whole host shares: its clock, logs, network, security policy
};

struct DangerousCapabilities {
  std::vector<std::string_view> names;
  std::vector<std::string_view> undecided;  ///< held, and a fact that decides about them is missing
  Verdict why_undecided;                    ///< unknown; a pass if none is undecided
};

[[nodiscard]] DangerousCapabilities dangerous_capabilities(Danger danger, const CapabilitySet& set,
                                                           const ContainerFacts& container, const Context& context);

/// The judge of the two rules about dangerous capabilities.
[[nodiscard]] Verdict judge_dangerous(Danger danger, const ContainerFacts& container, const Context& context);

}  // namespace plimsoll
