#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "lib/sinks/log/line_writer.hpp"
#include "plimsoll/clock.hpp"
#include "plimsoll/sink.hpp"

namespace plimsoll {

enum class LogLevel : std::uint8_t { info, warning, error };

/// One more member of a line. Text may be anything: it is escaped, and cut at 1 KiB.
struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;
};

struct LogOptions {
  std::FILE* stream = stderr;                    ///< borrowed
  std::size_t queue_lines = 2048;                ///< beyond it the oldest line is dropped, counted and told of
  std::function<Time()> now = nullptr;           ///< of events; empty: the system's clock
  std::chrono::milliseconds drain_within{2000};  ///< how long the destructor writes queued lines
};

/// Writes one JSON object a line, at most 48 KiB long, on a thread of its own. Where the stream is the journal, each
/// line begins with its priority ("<4>"). Loop thread only. No call blocks; the destructor returns within
/// `drain_within` and drops the lines that are left.
class LogSink : public Sink {
 public:
  explicit LogSink(LogOptions options = {});
  ~LogSink() override;

  /// One line a transition, `event` being "finding." and its kind.
  void publish(const std::shared_ptr<const Report>& report, std::span<const Transition> transitions) override;

  /// `event` as design and docs list them: engine.lost, engine.back, events.lost, events.back, container.missed,
  /// exec.seen, policy.loaded, policy.refused, audit.done. The sink itself adds queue.dropped and log.write_failed.
  void log_event(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

  /// Lines lost since start. The thread counts a failed write later than the call that queued its line.
  [[nodiscard]] LogLosses losses() const;

 private:
  void write(LogLevel level, std::string line);
  void tell_losses();

  std::function<Time()> now_;
  const bool prefixed_;
  LineWriter writer_;
  LogLosses told_;
};

}  // namespace plimsoll
