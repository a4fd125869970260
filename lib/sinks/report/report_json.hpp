#pragma once

/// The document `plimsoll.report/v1`: every result of one report, for `audit -o json` and GET /api/v1/report.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plimsoll/report.hpp"

namespace plimsoll {

/// Which results to write. Everything given must match.
struct ReportFilter {
  std::string subject;                 ///< identity, name or id (its first 12 digits do); empty: every subject
  std::string rule;                    ///< id; empty: every rule
  std::optional<VerdictKind> verdict;  ///< nothing: every verdict
  bool only_violations = false;        ///< violations, waived ones too, and what is open because it was one
};

/// Writes the document piece by piece, one subject at a time, so that it is never whole in memory. It keeps its report
/// alive. One thread at a time.
class ReportJson {
 public:
  ReportJson(std::shared_ptr<const Report> report, ReportFilter filter);

  /// Appends the next piece; false, appending nothing, once all is written. The pieces in order are one JSON document.
  [[nodiscard]] bool next(std::string& out);

 private:
  /// What every result of one rule shares, as JSON.
  struct RuleTexts {
    std::string pass;        ///< the verdict's part of a pass
    std::string stale_pass;  ///< of one that is too old to be believed
    std::string texts;       ///< what is wrong and what to do
    std::string reasons;     ///< why, for what is not a pass
  };
  enum class Step { head, subjects, end };

  void write_subject(const SubjectReport& subject, std::string& out);
  [[nodiscard]] VerdictKind verdict_now(const SubjectReport& subject, std::size_t rule) const;
  void write_result(const SubjectReport& subject, const std::string& about, std::size_t rule, const Finding* finding,
                    std::string& out);
  [[nodiscard]] std::vector<FixStep> changes(const SubjectReport& subject, const Finding& finding) const;

  std::shared_ptr<const Report> report_;
  std::optional<Inventory> inventory_;  ///< nothing before the first audit
  ReportFilter filter_;
  std::vector<RuleTexts> rules_;  ///< by catalogue index
  Subjects::const_iterator position_;
  Step step_ = Step::head;
  bool first_ = true;  ///< no result is written yet
};

}  // namespace plimsoll
