#pragma once

#include <memory>
#include <string>
#include <utility>

#include "tests/fakes/fake_engine.hpp"
#include "tests/fakes/recorded_engine.hpp"

namespace plimsoll::testing {

/// What `EngineCommands::run` understands, one a line.
extern const char* const kCommandHelp;
/// What comes after PATH= where an engine is told to fail.
extern const char* const kFaultHelp;

/// Tells a running fake engine what to do, in words. Numbers are those of the simulated containers.
class EngineCommands {
 public:
  /// `engine` is borrowed; `crowd` may be null: then commands with numbers fail.
  EngineCommands(FakeEngine& engine, std::shared_ptr<Crowd> crowd) : engine_(engine), crowd_(std::move(crowd)) {}

  /// Throws std::exception where it does not understand.
  void run(const std::string& line);

  /// "PATH=FAULT".
  void fail(const std::string& rule);

 private:
  void burst(const std::string& arguments);
  void add(std::size_t index);
  void remove(std::size_t index);
  void flip(std::size_t index);
  void check(std::size_t index);
  void push(const std::string& action, std::size_t index, const std::string& session = "");
  void push(std::string line);
  [[nodiscard]] Crowd& crowd() const;

  FakeEngine& engine_;
  const std::shared_ptr<Crowd> crowd_;
  bool muted_ = false;
  std::size_t sessions_ = 0;
};

}  // namespace plimsoll::testing
