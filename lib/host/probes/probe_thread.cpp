#include "lib/host/probes/probe_thread.hpp"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace plimsoll::host {
namespace {

constexpr int kMaxHanging = 4;

}  // namespace

class ProbeThread::Worker {
 public:
  void work() {
    while (Job job = next()) {
      job();
      finish();
    }
  }

  void begin(Job job) {
    const std::lock_guard lock(mutex_);
    job_ = std::move(job);
    busy_ = true;
    changed_.notify_all();
  }
  [[nodiscard]] bool ends_within(std::chrono::milliseconds deadline) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, deadline, [this] { return !busy_; });
  }
  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  /// Empty once stopped.
  Job next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || job_; });
    return stopped_ ? Job() : std::exchange(job_, Job());
  }
  void finish() {
    const std::lock_guard lock(mutex_);
    busy_ = false;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  Job job_;
  bool busy_ = false;
  bool stopped_ = false;
};

/// What still hangs was detached.
ProbeThread::~ProbeThread() {
  if (worker_) worker_->stop();
  if (thread_.joinable()) thread_.join();
}

bool ProbeThread::run(Job job, std::chrono::milliseconds deadline) {
  if (*hanging_ >= kMaxHanging) return false;
  if (!worker_) start();
  ++*hanging_;
  worker_->begin([job = std::move(job), hanging = hanging_] {
    job();
    --*hanging;
  });
  if (worker_->ends_within(deadline)) return true;
  abandon();
  return false;
}

void ProbeThread::start() {
  worker_ = std::make_shared<Worker>();
  thread_ = std::thread([worker = worker_] { worker->work(); });
}

void ProbeThread::abandon() {
  worker_->stop();
  worker_.reset();
  thread_.detach();
}

}  // namespace plimsoll::host
