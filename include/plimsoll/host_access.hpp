#pragma once

/// Whether plimsoll can see the host at all. A verdict says of one fact why it is unknown. This header asks whether a
/// whole kind of fact is out of reach, as it is where a unit's sandbox refuses a system call.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/snapshot.hpp"

namespace plimsoll {

/// Facts that are read in the same way and therefore become unreadable together.
enum class HostArea : std::uint8_t {
  processes,         ///< /proc/PID of the host's processes
  containers,        ///< /proc/PID and control groups of containers' processes
  engine_settings,   ///< command line and daemon.json of the engine
  engine_listeners,  ///< /proc/PID/fd and net of the engine
  engine_files,      ///< owners and modes of the engine's files
  engine_group,      ///< /etc/group and the owner of the API socket
  data_root,         ///< mountinfo of the engine or of process 1
  kernel_settings,   ///< /proc/sys
  audit_rules,       ///< /etc/audit
  image_layers,      ///< directories of the storage driver
  scan_reports,      ///< the directory of images.scan_reports
};

[[nodiscard]] std::string_view to_string(HostArea area);

/// An area of which nothing could be read, and the reason that most of its facts give.
struct UnreadableArea {
  HostArea area{};
  Cause cause{};
  OsError os_error;
  std::string path;       ///< where the fact was looked for, e.g. "/proc/sys"
  bool accepted = false;  ///< the configuration says that this is on purpose

  /// The path is an example only: it may differ between two readings that fail alike.
  friend bool operator==(const UnreadableArea& one, const UnreadableArea& other) {
    return one.area == other.area && one.cause == other.cause && one.os_error == other.os_error &&
           one.accepted == other.accepted;
  }
};

/// The areas of a snapshot in which at least one fact could not be read, and none could. "Not there", "not resolved",
/// "timed out" and the like are answers about the host or pass by themselves; they make no area unreadable. Scan
/// reports are left out: the operator's scanner writes them, and a mistake there hides nothing of the host.
/// An area without any fact, such as the containers of a host that runs none, stays as it was `before`. In the order of
/// `HostArea`. Pure.
[[nodiscard]] std::vector<UnreadableArea> unreadable_areas(const Snapshot& snapshot,
                                                           const std::vector<UnreadableArea>& before = {});

/// Whether a process without capabilities cannot read the area anyway, so that `host.accept_unreadable` covers it.
[[nodiscard]] bool is_expected_without_capabilities(const UnreadableArea& area);

/// Whether reading fails for lack of a right: a capability, a file mode, or a sandbox that hides the path.
[[nodiscard]] bool is_lack_of_rights(Cause cause);

/// "kernel_settings: unreadable (openat2: ENOSYS) at /proc/sys".
[[nodiscard]] std::string describe(const UnreadableArea& area);

}  // namespace plimsoll
