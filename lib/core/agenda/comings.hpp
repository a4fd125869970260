#pragma once

/// Which containers ran, and were never read while they did.

#include <set>
#include <string>
#include <vector>

#include "lib/core/agenda/agenda.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll {

struct MissedContainer {
  std::string id;
  std::string image;  ///< what it was called when the container was created; "" where that was not told

  friend bool operator==(const MissedContainer&, const MissedContainer&) = default;
};

class Comings {
 public:
  /// Of the containers whose events a reading answers those that came and went unseen, each once: gone before they
  /// could be read, or read before and after they ran only. `before` is what was known, null if nothing was.
  [[nodiscard]] std::vector<MissedContainer> missed(const AgendaItem& answered, const Snapshot* before,
                                                    const Snapshot& now);

 private:
  void note_listed(const Snapshot& before, const Snapshot& now);
  void forget_gone(const AgendaItem& answered, const Snapshot& now);

  std::set<std::string> told_;  ///< of those whose events were answered: seen while they ran, or told as missed
};

}  // namespace plimsoll
