#include <chrono>
#include <utility>

#include "plimsoll/judge.hpp"
#include "plimsoll/ledger.hpp"

namespace plimsoll {

// Subject by subject, so that what was judged is never there as a whole besides what was known.
Ledger::Folded fold_audit(Ledger& ledger, const Policy& policy, const Snapshot& snapshot, Time now) {
  Ledger::Fold fold = ledger.begin(policy, now);
  judge(policy, snapshot, std::chrono::floor<std::chrono::days>(now),
        [&](SubjectReport report) { fold.take(std::move(report)); });
  if (!snapshot.images_listed) fold.keep(SubjectKind::image);
  if (!snapshot.networks_listed) fold.keep(SubjectKind::network);
  if (!snapshot.services_listed) fold.keep(SubjectKind::service);
  return std::move(fold).finish();
}

}  // namespace plimsoll
