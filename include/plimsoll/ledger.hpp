#pragma once

/// The fold that turns audits into findings with a history. In memory: a restart begins with a baseline.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plimsoll/finding.hpp"
#include "plimsoll/report.hpp"

namespace plimsoll {

enum class TransitionKind : std::uint8_t { baseline, opened, changed, waived, unknown, resolved, reopened };

[[nodiscard]] std::string_view to_string(TransitionKind kind);

/// One step in the life of a finding, told once. A baseline is one a subject, without a rule.
struct Transition {
  TransitionKind kind{};
  Subject subject;
  const Rule* rule = nullptr;
  Severity severity = Severity::low;
  std::vector<Item> items;        ///< what is wrong now; of a change, what is new
  std::string_view implied_by;    ///< as in Verdict
  std::size_t open_findings = 0;  ///< of a baseline
};

struct VerdictPools;

class Ledger {
 public:
  Ledger();
  ~Ledger();
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;

  struct Folded {
    Shared<Subjects> subjects;
    std::vector<Transition> transitions;
  };

  /// Folds one audit into the record, subject by subject as they are judged. Subjects missing from it are gone and
  /// their findings resolved at `now`; a subject that is unjudged keeps the findings it had; a rule that answers
  /// unknown keeps its violation open. What is kept so stays waived only while `policy` has the waiver. A subject that
  /// is as it was is shared with the audit before. Not thread-safe: loop thread only. One at a time; nothing is
  /// remembered before `finish`.
  class Fold {
   public:
    void record(SubjectReport judged);
    /// Carries the subject's previous report over unchanged. Does nothing for an unknown key.
    void carry_over(const SubjectKey& key);
    /// Subjects of `kind` could not be listed: those that `take` was not given stay as they were.
    void carry_over(SubjectKind kind);
    [[nodiscard]] Folded finish() &&;

   private:
    friend class Ledger;
    Fold(Ledger& ledger, const Policy& policy, Time now) : ledger_(ledger), policy_(policy), now_(now) {}
    void tell(std::vector<Transition> told);
    void resolve_what_is_gone();

    Ledger& ledger_;
    const Policy& policy_;
    const Time now_;
    Subjects subjects_;
    std::vector<Transition> transitions_;
  };

  /// `policy` is borrowed until the fold is finished.
  [[nodiscard]] Fold begin(const Policy& policy, Time now) { return {*this, policy, now}; }

  [[nodiscard]] const OpenedCounts& opened() const { return opened_; }
  /// As the last fold left them.
  [[nodiscard]] const Subjects& subjects() const { return *subjects_; }
  [[nodiscard]] Time folded_at() const { return folded_at_; }

  /// Gives every rule that is on its counter, from zero, at the severity that `policy` gives it.
  void count_for(const Policy& policy);

 private:
  static void inherit_past(SubjectReport& report, const SubjectReport* before, const Policy& policy, Time now);
  /// What is kept as long as the subject does not change.
  [[nodiscard]] std::shared_ptr<const SubjectReport> compact(SubjectReport judged);
  void remember(const Folded& folded, Time now);
  [[nodiscard]] bool is_baseline(const SubjectKey& key, const SubjectReport& report);

  bool baseline_done_ = false;
  /// Subjects of the first audit that could not be judged then: what they turn out to have is no opening.
  std::set<SubjectKey> baseline_due_;
  Shared<Subjects> subjects_;
  Time folded_at_{};
  OpenedCounts opened_;
  std::unique_ptr<VerdictPools> pools_;
};

/// Judges a snapshot and folds what was judged into the record.
[[nodiscard]] Ledger::Folded fold_audit(Ledger& ledger, const Policy& policy, const Snapshot& snapshot, Time now);

/// The same of a snapshot that came from `before`, the one folded last, under the same policy: judges whom the changes
/// concern only. On another day everybody: waivers expire.
[[nodiscard]] Ledger::Folded fold_changes(Ledger& ledger, const Policy& policy, const Snapshot& before,
                                          const Snapshot& snapshot, Time now);

}  // namespace plimsoll
