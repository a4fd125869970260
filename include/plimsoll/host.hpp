#pragma once

/// Reading the host: files that the engine is set up by, /proc, audit rules, image layers, scanners' reports.

#include <chrono>
#include <memory>
#include <string>

#include "plimsoll/snapshot.hpp"

namespace plimsoll {

struct HostOptions {
  std::string root = "/";                        ///< of the host's file system, as seen from here
  std::string scan_reports;                      ///< directory of Trivy's and Grype's JSON reports; "": none
  std::chrono::milliseconds deadline{5'000};     ///< of one reading, whatever hangs
  std::chrono::seconds refresh{300};             ///< how old what is kept between readings may become
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

  /// Fills `host`, the engine's `settings` and `listeners`, and each image's `privileged_files` and `scan`. Never
  /// fails: what could not be read says why. Blocks for the deadline and
  /// `wait_for_layers` at most. One call at a time.
  void read(Snapshot& snapshot);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll
