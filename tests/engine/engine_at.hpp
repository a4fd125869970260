#pragma once

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

#include "plimsoll/engine.hpp"
#include "tests/fakes/fake_engine.hpp"

namespace plimsoll::testing {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string path = std::filesystem::temp_directory_path() / "plimsoll-engine-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = path;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A fake engine on a socket of its own.
struct EngineAtPath {
  TemporaryFolder folder;
  FakeEngine fake{folder.path() / "engine.sock"};

  [[nodiscard]] EngineOptions options() const { return {.socket_path = folder.path() / "engine.sock"}; }
};

}  // namespace plimsoll::testing
