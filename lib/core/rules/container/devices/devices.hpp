#pragma once

#include "plimsoll/rule.hpp"

/// Devices of the host that a container can reach, told by the names of their nodes: nobody looks at the nodes.

namespace plimsoll {

/// Whether a canonical path is the node of a disk, of what lies on disks, or of the host's memory; or a directory that
/// holds such nodes.
[[nodiscard]] bool is_storage_or_memory(std::string_view path);

/// What was given by --device or by a mount: storage and memory, or everything else, a volume of a disk's file system
/// among it. Keys are host paths, or what a device request names. Facts that are missing give none.
[[nodiscard]] std::vector<Item> storage_devices(const ContainerFacts& container, const Context& context);
[[nodiscard]] std::vector<Item> other_devices(const ContainerFacts& container, const Context& context);

/// Stands for every device, which a privileged container has.
[[nodiscard]] Item every_device(const ContainerFacts& container);

/// Unknown if a device has a node outside /dev, whose kind no name tells; else a pass.
[[nodiscard]] Verdict unnamed_devices(const ContainerFacts& container);

/// Unknown if a fact that tells devices is missing, else a pass.
[[nodiscard]] Verdict device_facts(const ContainerFacts& container);

/// A ContainerFix: takes away the devices that are the items of the verdict.
[[nodiscard]] std::vector<FixStep> fix_devices(const ContainerFacts& container, const Context& context,
                                               const Verdict& verdict);

}  // namespace plimsoll
