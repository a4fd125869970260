#pragma once

/// What a real engine answered once, from a folder of tests/fixtures/engines/: ping.headers, info.json, version.json,
/// containers.json, volumes.json, networks.json, images.json, plugins.json, services.json, inspect/NAME.json,
/// images/ID.json, images/ID.history.json and exec/ID.json, ID being the first 12 digits. A file that is not there is
/// answered with 404. The stream of events is open and silent until events are pushed.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fakes/fake_engine.hpp"

namespace plimsoll::testing {

[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Answers as recorded. The folder is read anew for each request, so a test changes an answer by changing its file.
void replay(FakeEngine& engine, const std::filesystem::path& folder);

/// Copies of the running ones of the recorded containers in turn, each with an id and a name of its own. Thread-safe.
class Crowd {
 public:
  /// The first `count` are there at first. With `like` not empty they are all copies of the one of that name.
  Crowd(const std::filesystem::path& folder, std::size_t count, const std::string& like);
  ~Crowd();
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

  [[nodiscard]] std::string id(std::size_t index) const;

  void add(std::size_t index);  ///< also one that was hidden
  void remove(std::size_t index);
  void hide(std::size_t index);  ///< it is listed still, and there no more
  void flip(std::size_t index);  ///< makes it privileged if the recorded one is not, and the other way round

  /// The command and its arguments. Throws where none was recorded.
  [[nodiscard]] std::vector<std::string> health_check(std::size_t index) const;

  [[nodiscard]] Answer list() const;
  [[nodiscard]] Answer inspect(const std::string& id) const;
  /// A health check that has ended, in the container whose id begins with the same twelve digits.
  [[nodiscard]] Answer inspect_session(const std::string& id) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Answers as recorded, but with these containers, which it shares.
void replay_many(FakeEngine& engine, const std::filesystem::path& folder, const std::shared_ptr<const Crowd>& crowd);

}  // namespace plimsoll::testing
