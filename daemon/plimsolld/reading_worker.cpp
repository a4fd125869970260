#include "daemon/plimsolld/reading_worker.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace plimsoll {
namespace {

/// Of what the host is asked about, beside the containers' processes.
bool asks_about_the_host(const ReadRequest& scope, const Snapshot& before, const Snapshot& snapshot) {
  const auto is_known = [&](const auto& image) {
    const auto known = before.images.find(image.first);
    return known != before.images.end() && known->second.layers == image.second.layers;
  };
  return scope.lists || scope.images || !std::ranges::all_of(snapshot.images, is_known);
}

std::vector<std::string> ids_of(const std::vector<ExecInspectRequest>& errands) {
  std::vector<std::string> ids;
  for (const ExecInspectRequest& errand : errands) ids.push_back(errand.session);
  return ids;
}

/// Where each session's process is to be: an answer about another container is not followed.
std::map<std::int64_t, std::string> processes_of(const std::vector<ExecAnswered>& sessions) {
  std::map<std::int64_t, std::string> processes;
  for (const ExecAnswered& session : sessions) {
    if (!session.answer || !*session.answer) continue;
    const ExecAnswer& answer = **session.answer;
    if (answer.running && answer.pid > 0 && answer.container == session.errand.container) {
      processes.emplace(answer.pid, answer.container);
    }
  }
  return processes;
}

}  // namespace

ReadingWorker::ReadingWorker(ReadingOptions options, Done done)
    : reader_(std::move(options.engine)),
      host_(std::move(options.host)),
      exec_arguments_(options.exec_arguments),
      done_(std::move(done)),
      thread_([this] { run(); }) {}

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
    ReadingDone done = carry_out(std::move(job));
    lock.lock();
    if (stopping_) return;
    done_(std::move(done));
  }
}

/// Sessions first: they may be over soon.
ReadingDone ReadingWorker::carry_out(ReadingJob job) {
  ReadingDone done;
  if (!job.sessions.empty()) done.sessions = read_sessions(job);
  if (job.item) done.snapshot = read(*job.item, job.before);
  done.job = std::move(job);
  return done;
}

Result<Snapshot> ReadingWorker::read(const RefreshRequest& item, const std::shared_ptr<const Snapshot>& before) {
  if (!before) {
    Result<Snapshot> snapshot = reader_.read({});
    if (snapshot) host_.read(*snapshot);
    return snapshot;
  }
  Result<Snapshot> snapshot = item.scope.empty() ? Result<Snapshot>(*before) : reader_.read_again(*before, item.scope);
  if (snapshot && asks_about_the_host(item.scope, *before, *snapshot)) host_.read(*snapshot);
  if (snapshot && !item.processes.empty()) host_.read_effective(*snapshot, item.processes);
  return snapshot;
}

std::vector<ExecAnswered> ReadingWorker::read_sessions(const ReadingJob& job) {
  std::vector<ExecAnswered> sessions;
  auto answers = reader_.read_sessions(ids_of(job.sessions), exec_arguments_);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    sessions.push_back({.errand = job.sessions[i], .answer = std::move(answers[i]), .credentials = std::nullopt});
  }
  const auto processes = processes_of(sessions);
  const auto credentials = host_.read_processes(*job.before, processes);
  for (ExecAnswered& session : sessions) {
    if (!session.answer || !*session.answer) continue;
    const auto found = credentials.find((*session.answer)->pid);
    if (found != credentials.end()) session.credentials = found->second;
  }
  return sessions;
}

}  // namespace plimsoll
