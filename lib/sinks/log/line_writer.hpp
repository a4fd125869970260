#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <thread>

#include "plimsoll/report.hpp"

namespace plimsoll {

struct LineWriterOptions {
  int descriptor = 2;                            ///< the writer keeps a duplicate of it
  std::size_t queue_lines = 2048;                ///< beyond it the oldest line is dropped
  std::chrono::milliseconds drain_within{2000};  ///< the longest time that close() waits
};

/// Writes lines to a descriptor on a thread of its own, because a full pipe and a stuck journal block write() without
/// limit. The descriptor stays in blocking mode: other processes share it.
class LineWriter {
 public:
  explicit LineWriter(const LineWriterOptions& options);
  ~LineWriter() { close(); }
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  /// Queues one line, given without its line break. Never blocks.
  void write(std::string line);

  /// Writes the queued lines for at most `drain_within`; the lines that are left then count as dropped. The thread may
  /// outlive the writer: while it hangs in write(), only the end of the process or of the reader ends it.
  void close();

  [[nodiscard]] LogLosses losses() const;

 private:
  struct State;

  const LineWriterOptions options_;
  std::shared_ptr<State> state_;  ///< shared with the thread
  std::thread thread_;
};

}  // namespace plimsoll
