#include "lib/sinks/report/report_json.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "lib/core/vocabulary/object_id.hpp"
#include "lib/sinks/report/parts.hpp"
#include "lib/sinks/report/summary.hpp"
#include "plimsoll/judge.hpp"

namespace plimsoll {
namespace {

using parts::Json;
using parts::members;

Json cis(const Rule& rule) {
  Json controls = Json::array();
  for (const CisControl& control : rule.cis) controls.push_back({{"benchmark", control.benchmark}, {"id", control.id}});
  return controls;
}

Json items(const std::vector<Item>& items) {
  Json list = Json::array();
  for (const Item& item : items) {
    const Evidence& evidence = item.evidence;
    Json entry{{"key", item.key},
               {"evidence",
                {{"source", to_string(evidence.source)},
                 {"path", evidence.path},
                 {"seen", evidence.seen},
                 {"wanted", evidence.wanted}}}};
    if (!item.reason.empty()) entry["reason"] = item.reason;
    if (!item.implied_by.empty()) entry["implied_by"] = item.implied_by;
    list.push_back(std::move(entry));
  }
  return list;
}

Json change_list(const std::vector<FixStep>& changes) {
  Json list = Json::array();
  for (const FixStep& change : changes) {
    const char* action = change.action == FixStep::Action::remove ? "remove" : "add";
    list.push_back({{"action", action}, {"flag", change.flag}, {"compose", change.compose}});
  }
  return list;
}

Json cause(const Verdict& verdict) {
  if (verdict.kind == VerdictKind::unknown) return to_string(verdict.cause);
  if (verdict.kind == VerdictKind::not_applicable) return to_string(verdict.not_applicable);
  return nullptr;
}

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string missing_fact(const Verdict& verdict) {
  return verdict.items.empty() ? std::string() : " of " + verdict.items.front().evidence.path;
}

std::string reason(const Verdict& verdict) {
  std::string text(to_string(verdict.cause));
  return verdict.os_error ? text + " (" + show(verdict.os_error) + ")" : text;
}

bool is_active(const Finding& finding) { return finding.active_verdict().kind == VerdictKind::violation; }

std::string tell(const Finding& finding) {
  if (is_active(finding)) return message(finding);
  const Verdict& verdict = *finding.verdict;
  if (verdict.kind == VerdictKind::unknown) {
    return "Cannot tell: " + reason(verdict) + missing_fact(verdict);
  }
  if (verdict.kind == VerdictKind::not_applicable) {
    return "Does not apply: " + std::string(to_string(verdict.not_applicable));
  }
  return verdict.kind == VerdictKind::pass ? "Passes" : "Judge by hand";
}

Json verdict_part(const Finding& finding) {
  const Verdict& verdict = *finding.verdict;
  return {{"rule", finding.rule->id},
          {"severity", to_string(finding.severity)},
          {"verdict", to_string(verdict.kind)},
          {"open", finding.open()},
          {"waived", finding.waiver != nullptr},
          {"waiver", finding.waiver ? parts::waiver(*finding.waiver) : Json(nullptr)},
          {"implied_by", text_or_null(finding.active_verdict().implied_by)},
          {"items", items(verdict.items)},
          {"last_violation", finding.was_violation() ? items(finding.last_violation->items) : Json(nullptr)},
          {"cause", cause(verdict)},
          {"os_error", parts::os_error(verdict.os_error)},
          {"message", tell(finding)},
          {"first_seen", parts::instant(finding.first_seen)}};
}

Severity severity_of(const Report& report, const Rule& rule) {
  return report.posture.policy ? report.posture.policy->of(rule).severity : rule.severity;
}

/// Every subject that could not be read, and every list.
Json incomplete(const Report& report) {
  Json missing = Json::array();
  for (const auto& [key, subject] : *report.posture.subjects) {
    if (subject->unjudged) missing.push_back(parts::unjudged(*subject));
  }
  for (const Error& error : report.posture.unread_lists) missing.push_back(parts::gap(error));
  return missing;
}

Json head(const Report& report) {
  const Summary summary = summarize(report);
  return {{"schema", "plimsoll.report/v1"},
          {"host", report.posture.snapshot ? Json(report.posture.snapshot->host.name) : Json(nullptr)},
          {"engine", parts::engine(report)},
          {"policy", parts::policy(report)},
          {"complete", report.posture.complete},
          {"freshness", parts::freshness(report)},
          {"incomplete", incomplete(report)},
          {"generated_at", parts::instant(report.generated_at)},
          {"audited_at", parts::instant(report.posture.audited_at)},
          {"summary", {{"containers", parts::containers(summary)}, {"findings", parts::findings(summary)}}}};
}

bool takes(const ReportFilter& filter, const Subject& subject) {
  const std::string& wanted = filter.subject;
  return wanted.empty() || means_subject(wanted, subject.identity, subject.name, subject.id);
}

bool takes(const ReportFilter& filter, const Rule& rule, VerdictKind verdict, const Finding* finding) {
  if (!filter.rule.empty() && rule.id != filter.rule) return false;
  if (filter.verdict && verdict != *filter.verdict) return false;
  return !filter.only_violations || (finding && is_active(*finding));
}

}  // namespace

ReportJson::ReportJson(std::shared_ptr<const Report> report, ReportFilter filter)
    : report_(std::move(report)), filter_(std::move(filter)), position_(report_->posture.subjects->begin()) {
  if (report_->posture.snapshot) inventory_.emplace(*report_->posture.snapshot);
  const Verdict stale{.kind = VerdictKind::unknown, .cause = Cause::stale};
  for (const Rule* rule : catalogue()) {
    const Finding passed{.rule = rule, .severity = severity_of(*report_, *rule)};
    const Finding passed_once{.rule = rule, .severity = passed.severity, .verdict = stale};
    rules_.push_back(
        {.pass = members(verdict_part(passed)),
         .stale_pass = members(verdict_part(passed_once)),
         .texts = members({{"title", rule->title}, {"cis", cis(*rule)}, {"remediation", rule->remediation}}),
         .reasons = members({{"rationale", rule->rationale}, {"impact", rule->impact}})});
  }
}

bool ReportJson::next(std::string& out) {
  if (step_ == Step::end) return false;
  if (step_ == Step::head) {
    out += "{" + members(head(*report_)) + ",\"results\":[";
    step_ = Step::subjects;
  } else if (position_ != report_->posture.subjects->end()) {
    write_subject(*(position_++)->second, out);
  } else {
    out += "\n]}\n";
    step_ = Step::end;
  }
  return true;
}

void ReportJson::write_subject(const SubjectReport& subject, std::string& out) {
  if (!takes(filter_, subject.subject)) return;
  const std::string about = "\"subject\":" + parts::dump(parts::subject(subject.subject));
  auto finding = subject.findings.begin();
  for (std::size_t index = 0; index < subject.verdicts->size(); ++index) {
    const Rule& rule = *catalogue()[index];
    const bool found = finding != subject.findings.end() && finding->rule == &rule;
    const Finding* of_rule = found ? &*finding++ : nullptr;
    if (takes(filter_, rule, verdict_now(subject, index), of_rule)) write_result(subject, about, index, of_rule, out);
  }
}

VerdictKind ReportJson::verdict_now(const SubjectReport& subject, std::size_t rule) const {
  const VerdictKind verdict = (*subject.verdicts)[rule];
  const bool stale = report_->is_stale(subject.subject.kind);
  return stale && verdict == VerdictKind::pass ? VerdictKind::unknown : verdict;
}

void ReportJson::write_result(const SubjectReport& subject, const std::string& about, std::size_t rule,
                              const Finding* finding, std::string& out) {
  if (!finding && ((*subject.verdicts)[rule] != VerdictKind::pass || subject.unjudged)) return;
  out += std::exchange(first_, false) ? "\n{" : ",\n{";
  const bool stale = report_->is_stale(subject.subject.kind);
  const std::string& pass = stale ? rules_[rule].stale_pass : rules_[rule].pass;
  out += (finding ? members(verdict_part(*finding)) : pass) + "," + about + "," + rules_[rule].texts;
  if (finding) out += "," + rules_[rule].reasons + "," + members({{"fix", change_list(changes(subject, *finding))}});
  if (subject.unjudged) out += ",\"last_known\":true";
  if (stale) out += ",\"stale\":true";
  out += "}";
}

std::vector<FixStep> ReportJson::changes(const SubjectReport& subject, const Finding& finding) const {
  if (!inventory_ || !report_->posture.policy || !is_active(finding)) return {};
  return fix(finding, subject, *report_->posture.snapshot, *inventory_, *report_->posture.policy);
}

}  // namespace plimsoll
