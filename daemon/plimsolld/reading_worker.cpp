#include "daemon/plimsolld/reading_worker.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace plimsoll {
namespace {

/// Of what the host is asked about, beside the containers' processes.
bool asks_about_the_host(const ReadingJob& job, const Snapshot& snapshot) {
  const auto is_known = [&](const auto& image) { return job.before->images.contains(image.first); };
  return job.item.scope.lists || job.item.scope.images || !std::ranges::all_of(snapshot.images, is_known);
}

}  // namespace

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

void ReadingWorker::read(ReadingJob job) {
  {
    const std::lock_guard lock(mutex_);
    assert(!wanted_);
    wanted_ = std::move(job);
  }
  wake_.notify_one();
}

void ReadingWorker::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return wanted_ || stopping_; });
    if (stopping_) return;
    ReadingJob job = *std::exchange(wanted_, std::nullopt);
    lock.unlock();
    Result<Snapshot> snapshot = carry_out(job);
    lock.lock();
    if (stopping_) return;
    done_({std::move(job), std::move(snapshot)});
  }
}

Result<Snapshot> ReadingWorker::carry_out(const ReadingJob& job) {
  if (!job.before) {
    Result<Snapshot> snapshot = reader_.read({});
    if (snapshot) host_.read(*snapshot);
    return snapshot;
  }
  Result<Snapshot> snapshot =
      job.item.scope.empty() ? Result<Snapshot>(*job.before) : reader_.read_again(*job.before, job.item.scope);
  if (snapshot && asks_about_the_host(job, *snapshot)) host_.read(*snapshot);
  if (snapshot && !job.item.processes.empty()) host_.read_effective(*snapshot, job.item.processes);
  return snapshot;
}

}  // namespace plimsoll
