#include "lib/sinks/log/log.hpp"

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <chrono>
#include <string>

#include "lib/sinks/log/journal.hpp"
#include "lib/sinks/log/line.hpp"

namespace plimsoll {
namespace {

using StreamSink = spdlog::sinks::stdout_sink_base<spdlog::details::console_mutex>;

Time wall_clock() { return std::chrono::floor<Time::duration>(std::chrono::system_clock::now()); }

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      break;
  }
  return spdlog::level::err;
}

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

/// The queue and its thread. The pool's destructor writes what waits.
class LogSink::Writer {
 public:
  explicit Writer(const LogOptions& options)
      : prefixed_(is_journal(options.stream)),
        pool_(std::make_shared<spdlog::details::thread_pool>(options.queue_lines, 1)) {
    logger_ = std::make_shared<spdlog::async_logger>("plimsoll", std::make_shared<StreamSink>(options.stream), pool_,
                                                     spdlog::async_overflow_policy::overrun_oldest);
    logger_->set_pattern("%v");
  }

  void write(LogLevel level, const std::string& line) {
    logger_->log(spdlog_level(level), (prefixed_ ? std::string(journal_prefix(level)) : std::string()) + line);
  }

  [[nodiscard]] std::uint64_t dropped() const { return pool_->overrun_counter(); }

  /// How many were dropped since this was last asked.
  [[nodiscard]] std::uint64_t newly_dropped() {
    const std::uint64_t before = std::exchange(told_, dropped());
    return told_ - before;
  }

 private:
  bool prefixed_;
  std::uint64_t told_ = 0;
  std::shared_ptr<spdlog::async_logger> logger_;
  std::shared_ptr<spdlog::details::thread_pool> pool_;  ///< below the logger: its thread ends before the logger does
};

LogSink::LogSink(LogOptions options)
    : now_(options.now ? options.now : wall_clock), writer_(std::make_unique<Writer>(options)) {}

LogSink::~LogSink() { tell_drops(); }

void LogSink::publish(const std::shared_ptr<const Report>& report, std::span<const Transition> transitions) {
  tell_drops();
  for (const Transition& transition : transitions) {
    writer_->write(level_of(transition), transition_line(transition, report->generated_at));
  }
}

void LogSink::log_event(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  tell_drops();
  writer_->write(level, event_line(level, event, fields, now_()));
}

void LogSink::tell_drops() {
  const std::uint64_t lines = writer_->newly_dropped();
  if (lines == 0) return;
  const LogField fields[] = {{"sink", std::string_view("log")}, {"dropped", static_cast<std::int64_t>(lines)}};
  writer_->write(LogLevel::warning, event_line(LogLevel::warning, "queue.dropped", fields, now_()));
}

std::uint64_t LogSink::dropped() const { return writer_->dropped(); }

}  // namespace plimsoll
