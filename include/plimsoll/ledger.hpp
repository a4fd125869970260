#pragma once

/// The fold that turns audits into findings with a history. In memory: a restart begins with a baseline.

#include <map>
#include <memory>
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

class Ledger {
 public:
  struct Folded {
    std::map<Report::SubjectKey, std::shared_ptr<const SubjectReport>> subjects;
    std::vector<Transition> transitions;
  };

  /// Folds one audit into the record. Subjects missing from it are gone and their findings resolved at `now`; a subject
  /// that is unjudged keeps the findings it had; a rule that answers unknown keeps its violation open.
  /// Not thread-safe: loop thread only.
  [[nodiscard]] Folded fold(std::vector<SubjectReport> judged, Time now);

  [[nodiscard]] const OpenedCounts& opened() const { return opened_; }

  /// Gives every rule that is on its counter, from zero, at the severity that `policy` gives it.
  void count_for(const Policy& policy);

 private:
  bool baseline_done_ = false;
  std::map<Report::SubjectKey, std::shared_ptr<const SubjectReport>> subjects_;
  OpenedCounts opened_;
};

}  // namespace plimsoll
