#pragma once

#include <string>

#include "lib/host/probes/answer.hpp"
#include "lib/host/probes/descriptor.hpp"
#include "lib/host/probes/hidden_paths.hpp"

namespace plimsoll::host {

/// The directory below which the host is read. Any thread.
class HostRoot {
 public:
  /// "" is the host that this process runs on: the root of its first process (/proc/1/root), so that the mounts of a
  /// sandbox are never taken for the host's. Opening that takes CAP_SYS_PTRACE. Without it the root is this process's
  /// own, and what a sandbox covers is `hidden`. Process 1 of a process namespace (PrivatePIDs=yes of systemd 257) sees
  /// no process of the host, so everything is `hidden` from it. Another path is a tree of its own, e.g. one that a test
  /// made. One that is not there fails each `open`.
  explicit HostRoot(const std::string& path);

  /// Opens an absolute path below the root, as `open_below` with Reach::root does.
  [[nodiscard]] Answer<Descriptor> open(const std::string& path, int flags) const;

  /// The path below the root by which the kernel knows an open file.
  [[nodiscard]] Answer<std::string> real_path(const Descriptor& opened) const;

  /// Whether user and group ids are the host's. In a user namespace of its own (PrivateUsers=) a process sees the
  /// overflow id 65534 in place of each id that is not mapped, in stat() as in /proc/PID/status.
  [[nodiscard]] bool shows_owners() const { return shows_owners_; }

  /// Whether parts of the host are out of sight.
  [[nodiscard]] bool hides_paths() const { return !hidden_.empty(); }

 private:
  [[nodiscard]] bool leads_through_a_link(std::string path) const;

  Descriptor directory_;
  std::string prefix_;  ///< of real paths; "" for /
  HiddenPaths hidden_;
  bool shows_owners_ = false;
};

}  // namespace plimsoll::host
