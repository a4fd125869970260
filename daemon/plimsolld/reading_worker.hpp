#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "lib/core/exec/exec_watch.hpp"
#include "lib/core/schedule/refresh_scheduler.hpp"
#include "plimsoll/engine.hpp"
#include "plimsoll/host.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll {

/// One errand: what to read, and what was known before it.
struct ReadingJob {
  std::optional<RefreshRequest> item;  ///< nothing: no more than the sessions
  std::vector<ExecInspectRequest> sessions;
  std::shared_ptr<const Snapshot> before;  ///< null: nothing
};

struct ReadingDone {
  ReadingJob job;
  std::optional<Result<Snapshot>> snapshot;  ///< of the item, if there is one
  std::vector<ExecAnswered> sessions;
};

struct ReadingOptions {
  EngineOptions engine;
  HostOptions host;
  bool exec_arguments = false;  ///< their text as well
};

/// Reads engine and host on a thread of its own, where answers are decoded too, so that a slow engine never holds up
/// the loop.
class ReadingWorker {
 public:
  using Done = std::function<void(ReadingDone)>;

  /// `done` is called on the worker's thread, once for each `read()`; it must hand over and return.
  ReadingWorker(ReadingOptions options, Done done);
  /// Ends a running reading early; `done` is not called any more after this returns.
  ~ReadingWorker();
  ReadingWorker(const ReadingWorker&) = delete;
  ReadingWorker& operator=(const ReadingWorker&) = delete;

  /// Returns at once. One at a time: not before the last one is done.
  void read(ReadingJob job);

  [[nodiscard]] RequestStatistics statistics() const { return reader_.statistics(); }

 private:
  void run();
  [[nodiscard]] ReadingDone carry_out(ReadingJob job);
  [[nodiscard]] Result<Snapshot> read(const RefreshRequest& item, const std::shared_ptr<const Snapshot>& before);
  [[nodiscard]] std::vector<ExecAnswered> read_sessions(const ReadingJob& job);

  EngineReader reader_;
  HostReader host_;
  const bool exec_arguments_;
  Done done_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<ReadingJob> wanted_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace plimsoll
