#include "plimsoll/ledger.hpp"

#include <algorithm>
#include <tuple>

#include "lib/core/ledger/verdict_pools.hpp"

namespace plimsoll {
namespace {

const std::vector<Finding> kNoFindings;

const Finding* find(const std::vector<Finding>& findings, const Rule* rule) {
  const auto found = std::ranges::find(findings, rule, &Finding::rule);
  return found == findings.end() ? nullptr : &*found;
}

/// A violation, waived or not, or what was one when last it could be judged.
bool is_active(const Finding& finding) { return finding.active_verdict().kind == VerdictKind::violation; }

std::vector<Item> items_missing_in(const std::vector<Item>& before, const std::vector<Item>& now) {
  std::vector<Item> added;
  std::ranges::copy_if(now, std::back_inserter(added), [&](const Item& item) {
    return std::ranges::find(before, item.key, &Item::key) == before.end();
  });
  return added;
}

/// A waiver that `policy` still has and that has not expired; else none. Where it stands in a file does not matter.
std::shared_ptr<const Waiver> if_in_force(const std::shared_ptr<const Waiver>& waiver, const Policy& policy, Time at) {
  if (!waiver || std::chrono::floor<std::chrono::days>(at) > std::chrono::sys_days(waiver->expires)) return nullptr;
  const auto found = std::ranges::find_if(policy.waivers(), [&](const auto& other) {
    return same_scope(*other, *waiver) && other->expires == waiver->expires;
  });
  return found == policy.waivers().end() ? nullptr : *found;
}

/// What a finding remembers of its past: since when, and what it was before it could no longer be judged.
void inherit(Finding& now, const Finding* before, const Policy& policy, Time at) {
  if (now.verdict->kind == VerdictKind::violation) {
    now.first_seen = before && is_active(*before) ? before->first_seen : at;
  } else if (now.verdict->kind == VerdictKind::unknown && before && is_active(*before)) {
    now.last_violation = before->was_violation() ? before->last_violation : before->verdict;
    now.waiver = if_in_force(before->waiver, policy, at);
    now.first_seen = before->first_seen;
  }
}

Transition transition(TransitionKind kind, const Subject& subject, const Finding& finding, std::vector<Item> items) {
  return {.kind = kind,
          .subject = subject,
          .rule = finding.rule,
          .severity = finding.severity,
          .items = std::move(items),
          .implied_by = finding.active_verdict().implied_by};
}

/// The one step from `before` to `now` that is worth telling, if any. Either may be missing, not both.
std::optional<Transition> diff_finding(const Subject& subject, const Finding* before, const Finding* now) {
  const bool stood = before && is_active(*before);
  const bool standing = now && is_active(*now);
  if (!stood && !standing) return std::nullopt;
  if (!standing) return transition(TransitionKind::resolved, subject, *before, before->active_verdict().items);

  const std::vector<Item>& items = now->active_verdict().items;
  if (!stood) return transition(now->waiver ? TransitionKind::waived : TransitionKind::opened, subject, *now, items);
  if (!before->waiver && now->waiver) return transition(TransitionKind::waived, subject, *now, items);
  if (before->waiver && !now->waiver) return transition(TransitionKind::reopened, subject, *now, items);
  if (now->was_violation()) {
    if (before->was_violation()) return std::nullopt;
    return transition(TransitionKind::unknown, subject, *now, now->verdict->items);
  }
  const bool was_explained = !before->active_verdict().implied_by.empty();
  if (was_explained && now->active_verdict().implied_by.empty() && !now->waiver) {
    return transition(TransitionKind::opened, subject, *now, items);
  }
  std::vector<Item> added = items_missing_in(before->active_verdict().items, items);
  if (added.empty()) return std::nullopt;
  return transition(now->waiver ? TransitionKind::waived : TransitionKind::changed, subject, *now, std::move(added));
}

std::vector<Transition> diff_findings(const Subject& subject, const std::vector<Finding>& before,
                                      const std::vector<Finding>& now) {
  std::vector<Transition> told;
  const auto tell = [&](std::optional<Transition> step) {
    if (step) told.push_back(std::move(*step));
  };
  for (const Finding& finding : now) tell(diff_finding(subject, find(before, finding.rule), &finding));
  for (const Finding& finding : before) {
    if (!find(now, finding.rule)) tell(diff_finding(subject, &finding, nullptr));
  }
  return told;
}

/// What does not run hurts nobody now: its findings are counted, and told to nobody.
bool is_reported(const Subject& subject) { return subject.kind != SubjectKind::stopped_container; }

/// An opening is what an alert may come from: new, back, or more than it was; accepted or explained ones are not.
bool is_opening(const Transition& transition) {
  const bool opens = transition.kind == TransitionKind::opened || transition.kind == TransitionKind::reopened ||
                     transition.kind == TransitionKind::changed;
  return opens && transition.implied_by.empty();
}

Transition baseline(const SubjectReport& report) {
  const auto open = std::ranges::count_if(report.findings, &Finding::open);
  return {.kind = TransitionKind::baseline, .subject = report.subject, .open_findings = static_cast<std::size_t>(open)};
}

/// A namesake under another id inherits what is open, but nothing that was accepted of the one before it.
void keep_what_was_known(SubjectReport& unjudged, const SubjectReport* before, const Policy& policy, Time now) {
  unjudged.unjudged_since = before && before->unjudged ? before->unjudged_since : now;
  if (!before) return;
  const bool is_the_same = unjudged.subject.id == before->subject.id;
  unjudged.findings = before->findings;
  for (Finding& finding : unjudged.findings) {
    finding.waiver = is_the_same ? if_in_force(finding.waiver, policy, now) : nullptr;
  }
  unjudged.verdicts = before->verdicts;
  unjudged.facts = before->facts;
}

}  // namespace

Ledger::Ledger() : pools_(std::make_unique<VerdictPools>()) {}
Ledger::~Ledger() = default;
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;

void Ledger::inherit_past(SubjectReport& report, const SubjectReport* before, const Policy& policy, Time now) {
  if (report.unjudged) return keep_what_was_known(report, before, policy, now);
  for (Finding& finding : report.findings) {
    inherit(finding, before ? find(before->findings, finding.rule) : nullptr, policy, now);
  }
}

bool Ledger::is_baseline(const SubjectKey& key, const SubjectReport& report) {
  if (baseline_done_) return !report.unjudged && baseline_due_.erase(key) != 0;
  if (report.unjudged) baseline_due_.insert(key);
  return true;
}

void Ledger::Fold::tell(std::vector<Transition> told) { std::ranges::move(told, std::back_inserter(transitions_)); }

void Ledger::Fold::record(SubjectReport judged) {
  const SubjectKey key(judged.subject.kind, judged.subject.identity);
  const auto known = ledger_.subjects_->find(key);
  const std::shared_ptr<const SubjectReport> before = known == ledger_.subjects_->end() ? nullptr : known->second;
  inherit_past(judged, before.get(), policy_, now_);
  if (is_reported(judged.subject)) {
    tell(ledger_.is_baseline(key, judged)
             ? std::vector{baseline(judged)}
             : diff_findings(judged.subject, before ? before->findings : kNoFindings, judged.findings));
  }
  const bool unchanged = before && *before == judged;
  subjects_.insert_or_assign(key, unchanged ? before : ledger_.compact(std::move(judged)));
}

void Ledger::Fold::carry_over(const SubjectKey& key) {
  const auto known = ledger_.subjects_->find(key);
  if (known != ledger_.subjects_->end()) subjects_.insert(subjects_.end(), *known);
}

void Ledger::Fold::carry_over(SubjectKind kind) {
  for (const auto& [key, report] : *ledger_.subjects_) {
    if (key.first == kind) subjects_.emplace(key, report);
  }
}

/// Both are in order.
void Ledger::Fold::resolve_what_is_gone() {
  auto now = subjects_.begin();
  for (const auto& [key, report] : *ledger_.subjects_) {
    while (now != subjects_.end() && now->first < key) ++now;
    const bool gone = now == subjects_.end() || now->first != key;
    if (gone && is_reported(report->subject)) tell(diff_findings(report->subject, report->findings, kNoFindings));
  }
}

Ledger::Folded Ledger::Fold::finish() && {
  resolve_what_is_gone();
  Folded folded{std::move(subjects_), std::move(transitions_)};
  ledger_.remember(folded, now_);
  return folded;
}

std::shared_ptr<const SubjectReport> Ledger::compact(SubjectReport judged) {
  judged.findings.shrink_to_fit();
  for (Finding& finding : judged.findings) finding.verdict = pools_->verdicts.shared(finding.verdict);
  judged.verdicts = pools_->kinds.shared(judged.verdicts);
  return std::make_shared<const SubjectReport>(std::move(judged));
}

void Ledger::remember(const Folded& folded, Time now) {
  for (const Transition& transition : folded.transitions) {
    if (transition.rule && is_opening(transition)) ++opened_[{transition.rule, transition.severity}];
  }
  baseline_done_ = true;
  std::erase_if(baseline_due_, [&](const auto& key) { return !folded.subjects->contains(key); });
  subjects_ = folded.subjects;
  folded_at_ = now;
  pools_->verdicts.sweep();
  pools_->kinds.sweep();
}

void Ledger::count_for(const Policy& policy) {
  for (const Rule* rule : catalogue()) {
    if (policy.of(*rule).enabled) opened_.try_emplace({rule, policy.of(*rule).severity}, 0);
  }
}

}  // namespace plimsoll
