#include "lib/sinks/log/line_writer.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string_view>
#include <system_error>
#include <utility>

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

}  // namespace

struct LineWriter::State {
  explicit State(int borrowed) : descriptor(fcntl(borrowed, F_DUPFD_CLOEXEC, 0)) {}
  ~State() { ::close(descriptor); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  /// Waits for a line. False once the writer is closed and nothing is queued.
  bool pop(std::string& line) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return closing || !queue.empty(); });
    if (queue.empty()) return end();
    line = std::move(queue.front());
    queue.pop_front();
    writing = true;
    return true;
  }

  bool end() {
    ended = true;
    changed.notify_all();
    return false;
  }

  /// Ends a line that a failed write cut short, so that the next line stands by itself.
  void write_line(const std::string& line) {
    const std::string bytes = (torn ? "\n" : "") + line + "\n";
    const std::size_t written = write_all(descriptor, bytes);
    const int error = written < bytes.size() ? errno : 0;
    if (written > 0) torn = bytes[written - 1] != '\n';
    const std::lock_guard lock(mutex);
    writing = false;
    losses.failing = error != 0;
    if (!losses.failing) return;
    ++losses.write_failures;
    losses.error = std::generic_category().message(error);
  }

  void run() {
    for (std::string line; pop(line);) write_line(line);
  }

  const int descriptor;  ///< -1 where there is none: each write then fails with EBADF
  bool torn = false;     ///< thread only
  std::mutex mutex;      ///< guards what follows
  std::condition_variable changed;
  std::deque<std::string> queue;
  LogLosses losses;
  bool writing = false;
  bool closing = false;
  bool ended = false;
};

LineWriter::LineWriter(const LineWriterOptions& options)
    : options_(options), state_(std::make_shared<State>(options.descriptor)) {
  thread_ = std::thread([state = state_] { state->run(); });
}

void LineWriter::write(std::string line) {
  const std::lock_guard lock(state_->mutex);
  state_->queue.push_back(std::move(line));
  if (state_->queue.size() > options_.queue_lines) {
    state_->queue.pop_front();
    ++state_->losses.dropped;
  }
  state_->changed.notify_all();
}

void LineWriter::close() {
  if (!thread_.joinable()) return;
  std::unique_lock lock(state_->mutex);
  state_->closing = true;
  state_->changed.notify_all();
  if (state_->changed.wait_for(lock, options_.drain_within, [this] { return state_->ended; })) {
    lock.unlock();
    return thread_.join();
  }
  state_->losses.dropped += state_->queue.size() + (state_->writing ? 1 : 0);
  state_->queue.clear();
  thread_.detach();
}

LogLosses LineWriter::losses() const {
  const std::lock_guard lock(state_->mutex);
  return state_->losses;
}

}  // namespace plimsoll
