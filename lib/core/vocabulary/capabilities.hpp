#pragma once

/// Capabilities by name and number. Names are the kernel's without "CAP_", as Docker writes them: "SYS_ADMIN".
/// Source: capabilities(7) and include/uapi/linux/capability.h of Linux 6.1.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/facts.hpp"

namespace plimsoll {

/// All names by their number, from CHOWN (0) to CHECKPOINT_RESTORE (40).
[[nodiscard]] std::span<const std::string_view> capability_names();

/// The names of the bits that are set, in the order of their numbers. A number that is unknown here is "CAP_63".
[[nodiscard]] std::vector<std::string> names_of(CapabilityMask mask);

/// Docker's default set, or Podman's, which is smaller.
[[nodiscard]] std::span<const std::string_view> default_capabilities(EngineKind engine);

/// Whether one of a policy's capability names, in any spelling that engines accept, is this one.
[[nodiscard]] bool lists_capability(std::span<const std::string_view> names, std::string_view capability);

}  // namespace plimsoll
