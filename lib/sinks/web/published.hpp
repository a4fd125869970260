#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "plimsoll/report.hpp"

namespace plimsoll::web {

/// The report that the loop thread hands to the web thread. Under a mutex: libstdc++ 12's atomic shared_ptr is a data
/// race to ThreadSanitizer. Thread-safe.
class Published {
 public:
  void set(std::shared_ptr<const Report> report) {
    const std::lock_guard lock(mutex_);
    report_.swap(report);
  }

  /// Null before the first one.
  [[nodiscard]] std::shared_ptr<const Report> get() const {
    const std::lock_guard lock(mutex_);
    return report_;
  }

  void note_scrape(Time at) {
    const std::lock_guard lock(mutex_);
    scraped_at_ = at;
  }

  /// Time of the last GET of /metrics since start.
  [[nodiscard]] std::optional<Time> scraped_at() const {
    const std::lock_guard lock(mutex_);
    return scraped_at_;
  }

  void note_finding(Time at) {
    const std::lock_guard lock(mutex_);
    finding_told_at_ = at;
  }

  /// Time of the last transition of a finding since start.
  [[nodiscard]] std::optional<Time> finding_told_at() const {
    const std::lock_guard lock(mutex_);
    return finding_told_at_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Report> report_;
  std::optional<Time> scraped_at_;
  std::optional<Time> finding_told_at_;
};

}  // namespace plimsoll::web
