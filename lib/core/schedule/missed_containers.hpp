#pragma once

/// Finds containers that started and ended between two reads, so that they were never judged.

#include <set>
#include <string>
#include <vector>

#include "lib/core/schedule/refresh_scheduler.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll {

struct MissedContainer {
  std::string id;
  std::string image;  ///< what it was called when the container was created; "" where that was not told

  friend bool operator==(const MissedContainer&, const MissedContainer&) = default;
};

class MissedContainers {
 public:
  /// The containers that ran and were never judged, each once, among those whose events `answered` names: gone before
  /// they could be read, read only while they did not run, or unreadable as long as they ran. `before` is the previous
  /// snapshot, null at the first one.
  [[nodiscard]] std::vector<MissedContainer> missed(const RefreshRequest& answered, const Snapshot* before,
                                                    const Snapshot& now);

 private:
  void note_listed(const Snapshot& before, const Snapshot& now);
  void forget_gone(const RefreshRequest& answered, const Snapshot& now);

  std::set<std::string> told_;  ///< of those whose events were answered: seen while they ran, or told as missed
};

}  // namespace plimsoll
