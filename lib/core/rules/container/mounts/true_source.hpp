#pragma once

#include <string>
#include <string_view>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// The host path, as the engine spells it, that a mount really is: a bind's source, or what a local volume's options
/// bind or mount.
/// Empty if it is none: the engine's own volume, memory, an image, a remote file system. No value if that cannot be
/// told: a volume that was not listed or whose options hide it (unresolved), a driver of a plugin (not_reported).
[[nodiscard]] Fact<std::string> true_source(const Mount& mount, const Context& context);

/// Of a mount whose true source is a device: whether it is a volume of the file system on it, not the node itself.
[[nodiscard]] bool mounts_file_system(const Mount& mount, const Context& context);

/// The plugin that a volume belongs to. Empty if it is the engine's own, or the mount is no volume.
[[nodiscard]] std::string_view plugin_driver(const Mount& mount, const Context& context);

}  // namespace plimsoll
