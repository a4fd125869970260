#include "lib/sinks/log/log.hpp"

#include <chrono>
#include <utility>

#include "lib/sinks/log/journal.hpp"
#include "lib/sinks/log/line.hpp"

namespace plimsoll {
namespace {

Time wall_clock() { return std::chrono::floor<Time::duration>(std::chrono::system_clock::now()); }

/// As sd-daemon(3) has it.
std::string_view journal_prefix(LogLevel level) {
  switch (level) {
    case LogLevel::info:
      return "<6>";
    case LogLevel::warning:
      return "<4>";
    case LogLevel::error:
      break;
  }
  return "<3>";
}

}  // namespace

LogSink::LogSink(LogOptions options)
    : now_(options.now ? options.now : wall_clock),
      prefixed_(is_journal(options.stream)),
      writer_({.descriptor = fileno(options.stream),
               .queue_lines = options.queue_lines,
               .drain_within = options.drain_within}) {}

LogSink::~LogSink() { tell_losses(); }

void LogSink::publish(const std::shared_ptr<const Report>& report, std::span<const Transition> transitions) {
  tell_losses();
  for (const Transition& transition : transitions) {
    write(level_of(transition), transition_line(transition, report->generated_at));
  }
}

void LogSink::log_event(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  tell_losses();
  write(level, event_line(level, event, fields, now_()));
}

void LogSink::write(LogLevel level, std::string line) {
  writer_.write((prefixed_ ? std::string(journal_prefix(level)) : std::string()) + std::move(line));
}

/// While writes fail, a line about the failures would fail too, so it waits for the first write that succeeds.
void LogSink::tell_losses() {
  const LogLosses losses = writer_.losses();
  if (losses.failing) return;
  const LogLosses told = std::exchange(told_, losses);
  const auto tell = [&](std::string_view event, std::initializer_list<LogField> fields) {
    write(LogLevel::warning, event_line(LogLevel::warning, event, fields, now_()));
  };
  const auto dropped = static_cast<std::int64_t>(losses.dropped - told.dropped);
  const auto failed = static_cast<std::int64_t>(losses.write_failures - told.write_failures);
  if (dropped > 0) tell("queue.dropped", {{"sink", "log"}, {"dropped", dropped}});
  if (failed > 0) tell("log.write_failed", {{"lines", failed}, {"error", losses.error}});
}

LogLosses LogSink::losses() const { return writer_.losses(); }

}  // namespace plimsoll
