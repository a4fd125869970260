#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "plimsoll/engine.hpp"
#include "plimsoll/host.hpp"

namespace plimsoll {

/// Reads the engine and the host on a thread of its own: the decode thread of the picture. At most one reading at a
/// time.
class ReadingWorker {
 public:
  using Done = std::function<void(Result<Snapshot>)>;

  /// `done` is called on the worker's thread, once for each `read()`; it must hand over and return.
  ReadingWorker(EngineOptions engine, HostOptions host, Done done);
  /// Ends a running reading early; `done` is not called any more after this returns.
  ~ReadingWorker();
  ReadingWorker(const ReadingWorker&) = delete;
  ReadingWorker& operator=(const ReadingWorker&) = delete;

  /// Asks for one reading. Thread-safe, returns at once; asking while one is wanted already is the same wish.
  void read();

  [[nodiscard]] RequestStatistics statistics() const { return reader_.statistics(); }

 private:
  void run();

  EngineReader reader_;
  HostReader host_;
  Done done_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool wanted_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace plimsoll
