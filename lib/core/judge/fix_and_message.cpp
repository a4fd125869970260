// What is worked out only when somebody asks: a violation keeps its evidence, not its texts.

#include <algorithm>
#include <span>

#include "plimsoll/judge.hpp"

namespace plimsoll {
namespace {

constexpr std::size_t kItemsInMessage = 5;

const Rule& cause_of(const Finding& finding) {
  const Rule* cause = find_rule(finding.active_verdict().implied_by);
  return cause ? *cause : *finding.rule;
}

/// Of today: what was a violation and can no longer be judged may lack the very facts that a fix is made from.
const Verdict* violation_of(const Rule& rule, const SubjectReport& subject) {
  const auto found = std::ranges::find(subject.findings, &rule, &Finding::rule);
  const bool violated = found != subject.findings.end() && found->verdict->kind == VerdictKind::violation;
  return violated ? &*found->verdict : nullptr;
}

std::string evidence_of(const Rule& rule, const Item& item) {
  return rule.evidence_text ? rule.evidence_text(item) : item.key;
}

std::string evidence_line(const Finding& finding) {
  const std::vector<Item>& items = finding.active_verdict().items;
  std::string line;
  for (const Item& item : std::span(items).first(std::min(items.size(), kItemsInMessage))) {
    const std::string evidence = evidence_of(*finding.rule, item);
    if (!line.empty() && !evidence.empty()) line += ", ";
    line += evidence;
  }
  if (items.size() > kItemsInMessage) line += " and " + std::to_string(items.size() - kItemsInMessage) + " more";
  return line;
}

}  // namespace

std::vector<FixStep> fix(const Finding& finding, const SubjectReport& subject, const Snapshot& snapshot,
                         const Policy& policy) {
  return fix(finding, subject, snapshot, Inventory(snapshot), policy);
}

std::vector<FixStep> fix(const Finding& finding, const SubjectReport& subject, const Snapshot& snapshot,
                         const Inventory& inventory, const Policy& policy) {
  const Rule& rule = cause_of(finding);
  const Verdict* verdict = violation_of(rule, subject);
  if (!verdict || !rule.fix || !subject.facts) return {};
  const Context context{snapshot.engine, snapshot.host, inventory, policy.of(rule).settings};
  return rule.fix(*subject.facts, context, *verdict);
}

std::string message(const Finding& finding) {
  std::string text(finding.rule->title);
  const std::string evidence = evidence_line(finding);
  return evidence.empty() ? text : text + ": " + evidence;
}

}  // namespace plimsoll
