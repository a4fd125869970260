#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "plimsoll/report.hpp"

namespace plimsoll {

struct LineWriterOptions {
  int descriptor = 2;                            ///< the writer keeps a duplicate of it
  std::size_t queue_lines = 2048;                ///< beyond it the oldest line is dropped
  std::chrono::milliseconds drain_within{2000};  ///< the longest time that close() waits
};

/// Writes lines to a descriptor on the thread of an asynchronous spdlog logger, because a full pipe and a stuck journal
/// block write() without limit. The descriptor stays in blocking mode: other processes share it. One caller.
class LineWriter {
 public:
  explicit LineWriter(const LineWriterOptions& options);
  ~LineWriter();
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  /// Queues one line, given without its line break. Never blocks.
  void write(std::string_view line);

  /// Writes the queued lines for at most `drain_within`; the lines that are left then count as dropped. Where write()
  /// hangs, its thread is left behind until the process ends.
  void close();

  [[nodiscard]] LogLosses losses() const;

 private:
  class Sink;
  class Logger;

  const LineWriterOptions options_;
  std::shared_ptr<Sink> sink_;
  std::unique_ptr<Logger> logger_;             ///< none once closed
  std::uint64_t lines_ = 0;                    ///< given to write()
  std::optional<std::uint64_t> last_dropped_;  ///< once closed
};

}  // namespace plimsoll
