#pragma once

#include <string>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// The host path, as the engine spells it, that a mount really is: a bind's source, or what a local volume's options
/// bind or mount.
/// Empty if it is none: the engine's own volume, memory, an image, a remote file system. No value if that cannot be
/// told: a volume that was not listed or whose options hide it (unresolved), a driver of a plugin (not_reported).
[[nodiscard]] Fact<std::string> true_source(const Mount& mount, const Context& context);

}  // namespace plimsoll
