#include "tests/config/temporary_folder.hpp"

#include <fstream>
#include <stdexcept>

namespace plimsoll::testing {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "plimsoll-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("mkdtemp " + pattern);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(std::string_view name, std::string_view text) const {
  std::ofstream(path(name), std::ios::binary) << text;
  fs::permissions(path(name), fs::perms(0644));
  return path(name);
}

std::string TemporaryFolder::make(std::string_view name) const {
  fs::create_directory(path(name));
  fs::permissions(path(name), fs::perms(0755));
  return path(name);
}

}  // namespace plimsoll::testing
