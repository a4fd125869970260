#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace plimsoll::testing {

/// A folder of this user's alone, gone with everything in it at the end of the scope.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] std::string path(std::string_view name) const { return (path_ / name).string(); }
  /// Writes a file, readable by all and writable by its owner, and gives its path.
  std::string write(std::string_view name, std::string_view text) const;
  /// Makes a folder, and gives its path.
  std::string make(std::string_view name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace plimsoll::testing
