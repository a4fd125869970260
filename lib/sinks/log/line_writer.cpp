#include "lib/sinks/log/line_writer.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace plimsoll {
namespace {

/// Another process that shares the stream may have set O_NONBLOCK on it.
void wait_for_room(int descriptor) {
  pollfd room{.fd = descriptor, .events = POLLOUT, .revents = 0};
  poll(&room, 1, -1);
}

/// Writes the bytes and returns how many of them were written; if not all, errno says why.
std::size_t write_all(int descriptor, std::string_view bytes) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t count = ::write(descriptor, bytes.data() + written, bytes.size() - written);
    if (count >= 0) {
      written += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN) {
      wait_for_room(descriptor);
    } else if (errno != EINTR) {
      break;
    }
  }
  return written;
}

using ThreadPool = spdlog::details::thread_pool;

/// Keeps a logger and its pool whose thread hangs in write(): the destructor of the pool would wait for the thread.
void leave_behind(std::shared_ptr<spdlog::async_logger> logger, std::shared_ptr<ThreadPool> pool) {
  static auto& left_behind =
      *new std::vector<std::pair<std::shared_ptr<spdlog::async_logger>, std::shared_ptr<ThreadPool>>>;
  left_behind.emplace_back(std::move(logger), std::move(pool));
}

}  // namespace

/// The last station of the logger. spdlog's own sinks tell nobody of a write that failed.
class LineWriter::Sink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  explicit Sink(int borrowed) : descriptor_(fcntl(borrowed, F_DUPFD_CLOEXEC, 0)) {}
  ~Sink() override { ::close(descriptor_); }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  /// Whether `lines` lines were written, or failed, in time.
  bool await(std::uint64_t lines, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return handled_ >= lines; });
  }
  [[nodiscard]] std::uint64_t handled() const {
    const std::lock_guard lock(mutex_);
    return handled_;
  }
  [[nodiscard]] LogLosses losses() const {
    const std::lock_guard lock(mutex_);
    return losses_;
  }

 private:
  /// Ends a line that a failed write cut short, so that the next line stands by itself.
  void sink_it_(const spdlog::details::log_msg& message) override {
    const std::string bytes = (torn_ ? "\n" : "") + std::string(message.payload.data(), message.payload.size()) + "\n";
    const std::size_t written = write_all(descriptor_, bytes);
    const int error = written < bytes.size() ? errno : 0;
    if (written > 0) torn_ = bytes[written - 1] != '\n';
    count(error);
  }
  void flush_() override {}

  void count(int error) {
    const std::lock_guard lock(mutex_);
    ++handled_;
    changed_.notify_all();
    losses_.failing = error != 0;
    if (!losses_.failing) return;
    ++losses_.write_failures;
    losses_.error = std::generic_category().message(error);
  }

  const int descriptor_;      // -1 where there is none: each write then fails with EBADF
  bool torn_ = false;         // the logger's thread only
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::uint64_t handled_ = 0;
  LogLosses losses_;
};

/// The queue and its thread.
class LineWriter::Logger {
 public:
  Logger(std::size_t queue_lines, std::shared_ptr<Sink> sink) : pool_(std::make_shared<ThreadPool>(queue_lines, 1)) {
    logger_ = std::make_shared<spdlog::async_logger>("plimsoll", std::move(sink), pool_,
                                                     spdlog::async_overflow_policy::overrun_oldest);
  }

  void write(std::string_view line) {
    logger_->log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
  }
  [[nodiscard]] std::uint64_t overrun() const { return pool_->overrun_counter(); }
  void abandon() { leave_behind(std::move(logger_), std::move(pool_)); }

 private:
  std::shared_ptr<spdlog::async_logger> logger_;
  std::shared_ptr<ThreadPool> pool_;  // below the logger: its thread ends before the logger does
};

LineWriter::LineWriter(const LineWriterOptions& options)
    : options_(options),
      sink_(std::make_shared<Sink>(options.descriptor)),
      logger_(std::make_unique<Logger>(options.queue_lines, sink_)) {}

LineWriter::~LineWriter() { close(); }

void LineWriter::write(std::string_view line) {
  if (!logger_) return;
  ++lines_;
  logger_->write(line);
}

void LineWriter::close() {
  if (!logger_) return;
  if (!sink_->await(lines_ - logger_->overrun(), options_.drain_within)) logger_->abandon();
  last_dropped_ = lines_ - sink_->handled();
  logger_.reset();
}

LogLosses LineWriter::losses() const {
  LogLosses losses = sink_->losses();
  losses.dropped = logger_ ? logger_->overrun() : *last_dropped_;
  return losses;
}

}  // namespace plimsoll
