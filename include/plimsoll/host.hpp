#pragma once

/// Reading the host: files that the engine is set up by, /proc, audit rules, image layers, scanners' reports.

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "plimsoll/effective_facts.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll {

struct HostOptions {
  std::string root;                           ///< "": the root of the host's first process; else another tree's
  std::string scan_reports;                   ///< directory of Trivy's and Grype's JSON reports; "": none
  std::chrono::milliseconds deadline{5'000};  ///< of one reading, whatever hangs
  std::chrono::seconds refresh{300};          ///< how old what is kept between readings may become
  std::chrono::seconds sweep{600};            ///< in which what the kernel says of each container is read again
  std::chrono::seconds startup_grace{0};      ///< for so long after its start a container's processes are `starting_up`
  std::chrono::milliseconds wait_for_layers{0};  ///< how long a reading waits for layers being walked
};

/// Adds what the host tells to what the engine told. Owns a thread that probes, replaced when it hangs, and one that
/// walks image layers in the background.
class HostReader {
 public:
  explicit HostReader(HostOptions options);
  ~HostReader();
  HostReader(const HostReader&) = delete;
  HostReader& operator=(const HostReader&) = delete;

  /// Fills `host`, the engine's `settings` and `listeners`, each image's `privileged_files` and `scan`, and each
  /// running container's `effective`: read anew of those not read yet, of those that are starting up and of an even
  /// share of the others. A container of which nothing changed keeps its pointer. Never fails: what could not be read
  /// says why. Blocks for twice the deadline and `wait_for_layers` at most. One call at a time, of either.
  void read(Snapshot& snapshot);

  /// Fills nothing but `effective` of the running containers named, by full id, read anew. Blocks for the deadline at
  /// most.
  void read_effective(Snapshot& snapshot, const std::set<std::string>& ids);

  /// Credentials of processes that the engine says are in running containers of `snapshot`, by process id; `processes`
  /// has each one's container, by full id. One that ended, or is not in its container's control group, is left out.
  /// Blocks for the deadline at most.
  [[nodiscard]] std::map<std::int64_t, ProcessCredentials> read_processes(
      const Snapshot& snapshot, const std::map<std::int64_t, std::string>& processes);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll
