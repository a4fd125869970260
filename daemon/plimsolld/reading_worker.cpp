#include "daemon/plimsolld/reading_worker.hpp"

#include <utility>

namespace plimsoll {

ReadingWorker::ReadingWorker(EngineOptions engine, HostOptions host, Done done)
    : reader_(std::move(engine)), host_(std::move(host)), done_(std::move(done)), thread_([this] { run(); }) {}

ReadingWorker::~ReadingWorker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  reader_.stop();
  thread_.join();
}

void ReadingWorker::read() {
  {
    const std::lock_guard lock(mutex_);
    wanted_ = true;
  }
  wake_.notify_one();
}

void ReadingWorker::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return wanted_ || stopping_; });
    if (stopping_) return;
    wanted_ = false;
    lock.unlock();
    Result<Snapshot> snapshot = reader_.read({});
    if (snapshot) host_.read(*snapshot);
    lock.lock();
    if (stopping_) return;
    done_(std::move(snapshot));
  }
}

}  // namespace plimsoll
