#pragma once

/// One reading of the host, on the probe thread.

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/host/probes/host_source.hpp"
#include "lib/host/processes/processes.hpp"
#include "lib/host/scan_reports.hpp"
#include "plimsoll/engine_facts.hpp"
#include "plimsoll/host.hpp"
#include "plimsoll/host_facts.hpp"

namespace plimsoll::host {

/// What of a snapshot decides where to look.
struct ProbeRequest {
  EngineFacts engine;
  std::set<std::string> running;                           ///< ids of containers
  std::map<std::string, std::vector<std::string>> images;  ///< repository digests by id
};

[[nodiscard]] ProbeRequest probe_request_for(const Snapshot& snapshot);

struct HostAnswers {
  HostFacts host;
  DaemonSettings settings;
  Fact<std::vector<Listener>> listeners;
  Fact<std::int64_t> engine_started_after_boot;
  std::map<std::string, Fact<ImageScan>> scans;  ///< by image id
};

/// Filled part by part by the probe thread, so that one part that hangs does not take the others with it.
class ProbeResults {
 public:
  /// Nothing is there yet: all timed out.
  explicit ProbeResults(const ProbeRequest& question);

  template <class Put>
  void put(Put put_in) {
    const std::lock_guard lock(mutex_);
    put_in(answers_);
  }
  [[nodiscard]] HostAnswers answers() const {
    const std::lock_guard lock(mutex_);
    return answers_;
  }

 private:
  mutable std::mutex mutex_;
  HostAnswers answers_;
};

/// Moves what was read into the snapshot.
void fill(Snapshot& snapshot, HostAnswers answers);

/// Reads, and keeps what is slow to read. One thread.
class HostProber {
 public:
  HostProber(std::shared_ptr<const HostSource> source, HostOptions options, std::shared_ptr<ParsedReports> reports);

  void answer(const ProbeRequest& question, ProbeResults& board);

 private:
  void refresh_processes(const ProbeRequest& question);
  [[nodiscard]] bool processes_are_current(const ProbeRequest& question) const;

  const std::shared_ptr<const HostSource> source_;
  const HostOptions options_;
  ScanReports scans_;

  Answer<ProcessTable> processes_ = Cause::pending;
  std::chrono::steady_clock::time_point processes_read_at_;
  std::set<std::string> running_then_;
  std::optional<Answer<std::vector<Listener>>> listeners_;  ///< as of then: an engine has a descriptor a container
};

}  // namespace plimsoll::host
