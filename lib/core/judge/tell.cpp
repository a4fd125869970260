// What is worked out only when somebody asks: a violation keeps its evidence, not its texts.

#include <algorithm>

#include "plimsoll/judge.hpp"

namespace plimsoll {
namespace {

constexpr std::size_t kKeysInMessage = 5;

const Rule& cause_of(const Finding& finding) {
  const Rule* cause = find_rule(finding.standing().implied_by);
  return cause ? *cause : *finding.rule;
}

/// Of today: what was a violation and can no longer be judged may lack the very facts that a fix is made from.
const Verdict* violation_of(const Rule& rule, const SubjectReport& subject) {
  const auto found = std::ranges::find(subject.findings, &rule, &Finding::rule);
  const bool violated = found != subject.findings.end() && found->verdict->kind == VerdictKind::violation;
  return violated ? &*found->verdict : nullptr;
}

}  // namespace

std::vector<Change> fix(const Finding& finding, const SubjectReport& subject, const Snapshot& snapshot,
                        const Policy& policy) {
  return fix(finding, subject, snapshot, Neighbours(snapshot), policy);
}

std::vector<Change> fix(const Finding& finding, const SubjectReport& subject, const Snapshot& snapshot,
                        const Neighbours& neighbours, const Policy& policy) {
  const Rule& rule = cause_of(finding);
  const Verdict* verdict = violation_of(rule, subject);
  if (!verdict || !rule.fix || !subject.facts) return {};
  const Context context{snapshot.engine, snapshot.host, neighbours, policy.of(rule).settings};
  return rule.fix(*subject.facts, context, *verdict);
}

std::string message(const Finding& finding) {
  std::string text(finding.rule->title);
  const std::vector<Item>& items = finding.standing().items;
  for (std::size_t i = 0; i < std::min(items.size(), kKeysInMessage); ++i)
    text += (i == 0 ? ": " : ", ") + items[i].key;
  if (items.size() > kKeysInMessage) text += " and " + std::to_string(items.size() - kKeysInMessage) + " more";
  return text;
}

}  // namespace plimsoll
