#pragma once

#include <chrono>
#include <ostream>

#include "plimsoll/engine.hpp"

namespace plimsoll::cli {

/// One line on a terminal that says how far a slow reading is; gone when this object is.
class ProgressLine {
 public:
  explicit ProgressLine(std::ostream& terminal) : terminal_(terminal) {}
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// `elapsed` since the reading began: a quick one is not worth a line.
  void show(EngineReader::Progress progress, std::chrono::steady_clock::duration elapsed);

 private:
  std::ostream& terminal_;
  bool shown_ = false;
};

}  // namespace plimsoll::cli
