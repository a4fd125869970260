#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace plimsoll::host {

/// Runs one job at a time on a thread of its own. A job that outlives its deadline is abandoned with its thread, and
/// the next one gets a new thread.
class ProbeThread {
 public:
  /// Owns everything it uses: it may go on after `run` has returned, and after this object's end.
  using Job = std::function<void()>;

  ProbeThread() = default;
  ~ProbeThread();
  ProbeThread(const ProbeThread&) = delete;
  ProbeThread& operator=(const ProbeThread&) = delete;

  /// False if the job did not end in time, or was not begun because too many abandoned ones still hang. One caller.
  [[nodiscard]] bool run(Job job, std::chrono::milliseconds deadline);

 private:
  class Worker;

  void start();
  void abandon();

  std::shared_ptr<Worker> worker_;
  std::thread thread_;
  std::shared_ptr<std::atomic<int>> hanging_ = std::make_shared<std::atomic<int>>(0);  // jobs that have not ended
};

}  // namespace plimsoll::host
