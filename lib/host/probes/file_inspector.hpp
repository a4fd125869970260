#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "lib/host/probes/host_source.hpp"
#include "plimsoll/host_facts.hpp"

namespace plimsoll::host {

struct Inspected {
  std::string real_path;
  FileStatus status;
};

/// Looks at files and at the directories above them, each directory once.
class FileInspector {
 public:
  /// `owner`: the user besides root who may write: that of a rootless engine.
  FileInspector(const HostSource& source, std::uint32_t owner) : source_(source), owner_(owner) {}

  /// `path` is absolute. Links are followed.
  [[nodiscard]] Answer<Inspected> look_at(const std::string& path);

 private:
  [[nodiscard]] Answer<std::string> loose_directory_above(const std::string& path);
  [[nodiscard]] Answer<bool> is_loose(const std::string& directory);
  [[nodiscard]] bool others_write(const FileInfo& directory);
  [[nodiscard]] bool is_owners_alone(std::uint32_t gid, std::uint32_t owner);

  const HostSource& source_;
  std::uint32_t owner_;
  std::map<std::string, Answer<bool>> loose_;
  std::optional<std::pair<std::string, std::string>> accounts_;  // /etc/group and /etc/passwd, once they are needed
};

}  // namespace plimsoll::host
