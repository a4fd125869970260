#include <chrono>
#include <utility>

#include "plimsoll/judge.hpp"
#include "plimsoll/ledger.hpp"

namespace plimsoll {
namespace {

void keep_unlisted(Ledger::Fold& fold, const Snapshot& snapshot) {
  if (!snapshot.images_listed) fold.carry_over(SubjectKind::image);
  if (!snapshot.networks_listed) fold.carry_over(SubjectKind::network);
  if (!snapshot.services_listed) fold.carry_over(SubjectKind::service);
}

}  // namespace

// Subject by subject, so that what was judged is never there as a whole besides what was known.
Ledger::Folded fold_audit(Ledger& ledger, const Policy& policy, const Snapshot& snapshot, Time now) {
  Ledger::Fold fold = ledger.begin(policy, now);
  judge(policy, snapshot, std::chrono::floor<std::chrono::days>(now),
        [&](SubjectReport report) { fold.record(std::move(report)); });
  keep_unlisted(fold, snapshot);
  return std::move(fold).finish();
}

Ledger::Folded fold_changes(Ledger& ledger, const Policy& policy, const Snapshot& before, const Snapshot& snapshot,
                            Time now) {
  const auto today = std::chrono::floor<std::chrono::days>(now);
  if (std::chrono::floor<std::chrono::days>(ledger.folded_at()) != today) {
    return fold_audit(ledger, policy, snapshot, now);
  }
  Ledger::Fold fold = ledger.begin(policy, now);
  judge_changes(
      policy, {before, ledger.subjects()}, snapshot, today,
      [&](SubjectReport report) { fold.record(std::move(report)); },
      [&](const SubjectKey& key) { fold.carry_over(key); });
  keep_unlisted(fold, snapshot);
  return std::move(fold).finish();
}

}  // namespace plimsoll
