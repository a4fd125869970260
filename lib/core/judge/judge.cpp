#include "plimsoll/judge.hpp"

#include <algorithm>

#include "lib/core/policy/waivers.hpp"

namespace plimsoll {
namespace {

/// One judging of one snapshot.
class Bench {
 public:
  Bench(const Policy& policy, const Snapshot& snapshot, std::chrono::sys_days today)
      : policy_(policy), snapshot_(snapshot), neighbours_(snapshot), today_(today) {}

  SubjectReport host() const {
    SubjectReport report{.subject = {.kind = SubjectKind::host, .identity = "host", .name = snapshot_.host.name}};
    judge_all<HostJudge>(report, snapshot_.host);
    return report;
  }

  SubjectReport container(const std::shared_ptr<const ContainerFacts>& facts) const {
    SubjectReport report{.subject = {.kind = SubjectKind::container,
                                     .identity = facts->identity,
                                     .id = facts->id,
                                     .name = facts->name,
                                     .image = facts->image},
                         .facts = facts};
    judge_all<ContainerJudge>(report, *facts);
    waive(report.findings, *facts);
    settle_implied(report.findings);
    return report;
  }

  SubjectReport unread(const UnreadContainer& container) const {
    return {.subject = {.kind = SubjectKind::container,
                        .identity = container.identity,
                        .id = container.id,
                        .name = container.name,
                        .image = container.image},
            .verdicts = std::vector(catalogue().size(), VerdictKind::off),
            .unjudged = container.error};
  }

 private:
  template <class OneJudge, class Facts>
  void judge_all(SubjectReport& report, const Facts& facts) const {
    report.verdicts.reserve(catalogue().size());
    for (const Rule* rule : catalogue()) {
      const RulePolicy& rule_policy = policy_.of(*rule);
      const OneJudge* judge = std::get_if<OneJudge>(&rule->judge);
      if (!judge || !rule_policy.enabled) {
        report.verdicts.push_back(VerdictKind::off);
        continue;
      }
      Verdict verdict = (*judge)(facts, context(rule_policy.settings));
      report.verdicts.push_back(verdict.kind);
      if (verdict.kind == VerdictKind::pass) continue;
      report.findings.push_back({.rule = rule, .severity = rule_policy.severity, .verdict = std::move(verdict)});
    }
  }

  Context context(const Settings& settings) const { return {snapshot_.engine, snapshot_.host, neighbours_, settings}; }

  void waive(std::vector<Finding>& findings, const ContainerFacts& facts) const {
    if (policy_.waivers().empty()) return;
    const ImageFacts* image = neighbours_.image(facts.image_id);
    for (Finding& finding : findings) {
      if (finding.verdict.kind != VerdictKind::violation) continue;
      const auto found = std::ranges::find_if(policy_.waivers(), [&](const auto& waiver) {
        return covers(*waiver, finding.rule->id, facts.identity, image, facts.image_id, finding.verdict.items, today_);
      });
      if (found != policy_.waivers().end()) finding.waiver = *found;
    }
  }

  /// A finding that follows from another shares its waiver; where that other rule is off, it stands alone.
  static void settle_implied(std::vector<Finding>& findings) {
    for (Finding& finding : findings) {
      if (finding.verdict.implied_by.empty()) continue;
      const auto cause = std::ranges::find_if(findings, [&](const Finding& other) {
        return other.rule->id == finding.verdict.implied_by && other.verdict.kind == VerdictKind::violation;
      });
      if (cause == findings.end()) {
        finding.verdict.implied_by = {};
      } else if (!finding.waiver) {
        finding.waiver = cause->waiver;
      }
    }
  }

  const Policy& policy_;
  const Snapshot& snapshot_;
  const Neighbours neighbours_;
  const std::chrono::sys_days today_;
};

}  // namespace

std::vector<SubjectReport> judge(const Policy& policy, const std::shared_ptr<const Snapshot>& snapshot,
                                 std::chrono::sys_days today) {
  const Bench bench(policy, *snapshot, today);
  std::vector<SubjectReport> reports;
  reports.reserve(1 + snapshot->containers.size() + snapshot->unread.size());
  reports.push_back(bench.host());
  for (const auto& container : snapshot->containers) reports.push_back(bench.container(container));
  for (const UnreadContainer& container : snapshot->unread) reports.push_back(bench.unread(container));
  return reports;
}

}  // namespace plimsoll
