#pragma once

#include <map>
#include <string>

#include "lib/host/host_source.hpp"
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
  [[nodiscard]] bool others_write(const FileInfo& directory) const;

  const HostSource& source_;
  std::uint32_t owner_;
  std::map<std::string, Answer<bool>> loose_;
};

}  // namespace plimsoll::host
