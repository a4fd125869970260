#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/host/probes/answer.hpp"
#include "lib/host/probes/descriptor.hpp"
#include "lib/host/probes/host_root.hpp"
#include "lib/host/probes/probes.hpp"

namespace plimsoll::host {

enum class FileType : std::uint8_t { regular, directory, socket, other };

/// What a status probe answers, links followed.
struct FileInfo {
  FileType type = FileType::other;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint32_t mode = 0;  ///< 07777 bits
  std::chrono::sys_time<std::chrono::nanoseconds> changed_at;
  std::uint64_t size_bytes = 0;
  std::uint64_t inode = 0;
  std::string real_path;    ///< below the host's root
  std::string access_list;  ///< system.posix_acl_access, as the kernel writes it; "": none
};

/// Reads the host: nothing but the probes of the table, below one root. Any thread, also several at once; a call may
/// hang as long as the file system does.
class HostSource {
 public:
  /// `root` as in HostRoot: "" is the host that this process runs on.
  explicit HostSource(const std::string& root);

  [[nodiscard]] Answer<std::string> file(ProbeId id, std::string_view argument = {}) const;
  [[nodiscard]] Answer<std::vector<std::string>> names(ProbeId id, std::string_view argument = {}) const;
  /// What is read through it is absent once the process has ended, whoever has its id then.
  [[nodiscard]] Answer<Descriptor> hold(ProbeId id, std::string_view argument) const;
  [[nodiscard]] static Answer<std::string> file_below(const Descriptor& held, ProbeId id);
  [[nodiscard]] static Answer<std::string> link_below(const Descriptor& held, ProbeId id, std::string_view argument);
  [[nodiscard]] Answer<std::string> link(ProbeId id, std::string_view argument) const;
  [[nodiscard]] Answer<std::vector<std::string>> links(ProbeId id, std::string_view argument) const;
  [[nodiscard]] Answer<FileInfo> status(std::string_view path) const;
  /// A directory to walk.
  [[nodiscard]] Answer<Descriptor> tree(ProbeId id, std::string_view path) const;
  /// Process id of who listens on a Unix socket: 1 if systemd handed it over.
  [[nodiscard]] Answer<std::int64_t> peer(ProbeId id, std::string_view socket_path) const;

  /// As `HostRoot::shows_owners`. Without it `status` and what tells users of processes answer `hidden`.
  [[nodiscard]] bool shows_owners() const { return root_.shows_owners(); }
  /// Whether the mounts of this process's own sandbox hide a part of the host.
  [[nodiscard]] bool is_sandboxed() const { return root_.hides_paths(); }

 private:
  HostRoot root_;
};

}  // namespace plimsoll::host
