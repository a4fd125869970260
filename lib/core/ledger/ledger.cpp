#include "plimsoll/ledger.hpp"

#include <algorithm>

namespace plimsoll {
namespace {

const Finding* find(const std::vector<Finding>& findings, const Rule* rule) {
  const auto found = std::ranges::find(findings, rule, &Finding::rule);
  return found == findings.end() ? nullptr : &*found;
}

/// A violation, waived or not, or what was one when last it could be judged.
bool stands(const Finding& finding) { return finding.standing().kind == VerdictKind::violation; }

std::vector<Item> items_missing_in(const std::vector<Item>& before, const std::vector<Item>& now) {
  std::vector<Item> added;
  std::ranges::copy_if(now, std::back_inserter(added), [&](const Item& item) {
    return std::ranges::find(before, item.key, &Item::key) == before.end();
  });
  return added;
}

/// What a finding remembers of its past: since when, and what it was before it could no longer be judged.
void inherit(Finding& now, const Finding* before, Time at) {
  if (now.verdict.kind == VerdictKind::violation) {
    now.first_seen = before && stands(*before) ? before->first_seen : at;
  } else if (now.verdict.kind == VerdictKind::unknown && before && stands(*before)) {
    now.last_violation = before->standing();
    now.waiver = before->waiver;
    now.first_seen = before->first_seen;
  }
}

Transition transition(TransitionKind kind, const Subject& subject, const Finding& finding, std::vector<Item> items) {
  return {.kind = kind,
          .subject = subject,
          .rule = finding.rule,
          .severity = finding.severity,
          .items = std::move(items),
          .implied_by = finding.standing().implied_by};
}

/// The one step from `before` to `now` that is worth telling, if any. Either may be missing, not both.
std::optional<Transition> step(const Subject& subject, const Finding* before, const Finding* now) {
  const bool stood = before && stands(*before);
  const bool standing = now && stands(*now);
  if (!stood && !standing) return std::nullopt;
  if (!standing) return transition(TransitionKind::resolved, subject, *before, before->standing().items);

  const std::vector<Item>& items = now->standing().items;
  if (!stood) return transition(now->waiver ? TransitionKind::waived : TransitionKind::opened, subject, *now, items);
  if (now->last_violation) {
    if (before->last_violation) return std::nullopt;
    return transition(TransitionKind::unknown, subject, *now, now->verdict.items);
  }
  if (!before->waiver && now->waiver) return transition(TransitionKind::waived, subject, *now, items);
  if (before->waiver && !now->waiver) return transition(TransitionKind::reopened, subject, *now, items);
  std::vector<Item> added = items_missing_in(before->standing().items, items);
  if (added.empty()) return std::nullopt;
  return transition(now->waiver ? TransitionKind::waived : TransitionKind::changed, subject, *now, std::move(added));
}

std::vector<Transition> steps(const Subject& subject, const std::vector<Finding>& before,
                              const std::vector<Finding>& now) {
  std::vector<Transition> told;
  const auto tell = [&](std::optional<Transition> step) {
    if (step) told.push_back(std::move(*step));
  };
  for (const Finding& finding : now) tell(step(subject, find(before, finding.rule), &finding));
  for (const Finding& finding : before) {
    if (!find(now, finding.rule)) tell(step(subject, &finding, nullptr));
  }
  return told;
}

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

void keep_what_was_known(SubjectReport& unjudged, const SubjectReport* before, Time now) {
  unjudged.unjudged_since = before && before->unjudged ? before->unjudged_since : now;
  if (!before) return;
  unjudged.findings = before->findings;
  unjudged.verdicts = before->verdicts;
  unjudged.facts = before->facts;
}

}  // namespace

Ledger::Folded Ledger::fold(std::vector<SubjectReport> judged, Time now) {
  Folded folded;
  const bool first = !std::exchange(baseline_done_, true);
  for (SubjectReport& report : judged) {
    const auto key = Report::SubjectKey(report.subject.kind, report.subject.identity);
    const auto known = subjects_.find(key);
    const SubjectReport* before = known == subjects_.end() ? nullptr : known->second.get();

    if (report.unjudged) {
      keep_what_was_known(report, before, now);
    } else {
      static const std::vector<Finding> kNone;
      const std::vector<Finding>& findings_before = before ? before->findings : kNone;
      for (Finding& finding : report.findings) inherit(finding, find(findings_before, finding.rule), now);
      if (!first)
        std::ranges::move(steps(report.subject, findings_before, report.findings),
                          std::back_inserter(folded.transitions));
    }
    if (first) folded.transitions.push_back(baseline(report));
    folded.subjects.insert_or_assign(key, std::make_shared<const SubjectReport>(std::move(report)));
  }

  for (const auto& [key, gone] : subjects_) {
    if (folded.subjects.contains(key)) continue;
    std::ranges::move(steps(gone->subject, gone->findings, {}), std::back_inserter(folded.transitions));
  }

  for (const Transition& transition : folded.transitions) {
    if (transition.rule && is_opening(transition)) ++opened_[{transition.rule, transition.severity}];
  }
  subjects_ = folded.subjects;
  return folded;
}

void Ledger::count_for(const Policy& policy) {
  for (const Rule* rule : catalogue()) {
    if (policy.of(*rule).enabled) opened_.try_emplace({rule, policy.of(*rule).severity}, 0);
  }
}

}  // namespace plimsoll
