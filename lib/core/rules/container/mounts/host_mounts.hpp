#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// Of each rule that asks for the host paths of mounts; what a plugin's volume is, no engine reports.
inline constexpr Setting kTrustedVolumeDrivers{
    .name = "trusted_volume_drivers",
    .type = Setting::Type::list,
    .about = "Volume drivers that are trusted to bind no host path.",
};

inline constexpr std::string_view kHarmlessPaths[] = {"/usr/share"};
/// Of the rules about host paths that a container may write.
inline constexpr Setting kAllowedWritable{
    .name = "allow",
    .type = Setting::Type::list,
    .default_list = kHarmlessPaths,
    .about = "Host paths that may be mounted writable, each with all that lies below it.",
};

/// A mount that gives a container something of the host.
struct HostMount {
  Mount mount;
  std::string path;   ///< of the host, canonical
  Evidence evidence;  ///< what was seen: the host path as the engine spells it
};

struct HostMounts {
  std::vector<HostMount> known;
  std::optional<Verdict> unknown;  ///< why the source of a mount cannot be told, of the first of those
};

/// Of a container whose mounts were read. Without the volumes of trusted drivers.
[[nodiscard]] HostMounts host_mounts(const ContainerFacts& container, const Context& context);

using MountTest = std::function<bool(const HostMount&)>;

/// A violation with an item for each host path whose mount is wrong; else unknown if a mount could not be judged.
[[nodiscard]] Verdict judge_host_mounts(const ContainerFacts& container, const Context& context,
                                        std::string_view wanted, const MountTest& is_wrong);

/// The same, and unknown too where a mount could be sensitive unseen: the engine does not tell its root directory.
/// Volumes of a disk's file system are left to block-device-exposed.
[[nodiscard]] Verdict judge_sensitive_mounts(const ContainerFacts& container, const Context& context,
                                             std::string_view wanted, const MountTest& is_wrong);

/// The mounts of the host paths that a verdict's items are about.
[[nodiscard]] std::vector<HostMount> mounts_of(const Verdict& verdict, const ContainerFacts& container,
                                               const Context& context);

/// SOURCE:DESTINATION[:OPTIONS], as docker run's --volume takes it.
[[nodiscard]] std::string volume_argument(const Mount& mount);
[[nodiscard]] FixStep remove_mount(const Mount& mount);
[[nodiscard]] FixStep add_mount(const Mount& mount);

/// A ContainerFix: removes each mount that the verdict's items are about.
[[nodiscard]] std::vector<FixStep> remove_mounts(const ContainerFacts& container, const Context& context,
                                                 const Verdict& verdict);

}  // namespace plimsoll
