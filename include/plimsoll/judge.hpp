#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include "plimsoll/finding.hpp"
#include "plimsoll/policy.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll {

/// Judges every subject of a snapshot and gives each to `take`. Pure: the same snapshot, policy and day give the same
/// reports. Containers that could not be read are there, unjudged and without findings. `today` (UTC) decides which
/// waivers have expired.
void judge(const Policy& policy, const Snapshot& snapshot, std::chrono::sys_days today,
           const std::function<void(SubjectReport)>& take);

/// The previous audit: the snapshot it judged and the subject reports it produced.
struct PreviousAudit {
  const Snapshot& snapshot;
  const Subjects& subjects;
};

/// The same, but a container that cannot have got another verdict since `before` is given to `keep` instead. Policy and
/// day are those of `before`.
void judge_changes(const Policy& policy, const PreviousAudit& before, const Snapshot& snapshot,
                   std::chrono::sys_days today, const std::function<void(SubjectReport)>& take,
                   const std::function<void(const SubjectKey&)>& keep);

/// What to change in how a container is started so that `finding` is gone; empty if there is nothing to type.
[[nodiscard]] std::vector<FixStep> fix(const Finding& finding, const SubjectReport& subject, const Snapshot& snapshot,
                                       const Policy& policy);
/// The same for many findings of one snapshot: `inventory` is built once by the caller.
[[nodiscard]] std::vector<FixStep> fix(const Finding& finding, const SubjectReport& subject, const Snapshot& snapshot,
                                       const Inventory& inventory, const Policy& policy);

/// One line for a person: the rule's title, then the evidence of the first items. Not escaped for a terminal.
[[nodiscard]] std::string message(const Finding& finding);

}  // namespace plimsoll
