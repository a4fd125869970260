#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "lib/sinks/metrics/families.hpp"

namespace plimsoll::metrics {
namespace {

enum Status : std::size_t { open, waived, unknown, stopped, off };
constexpr std::array<std::string_view, 5> kStatusWords{"open", "waived", "unknown", "stopped", "off"};

using Counts = std::array<double, kStatusWords.size()>;
/// By place in the catalogue, so that the page's order is the catalogue's.
using RuleCounts = std::map<std::pair<std::size_t, Severity>, Counts>;

/// Every rule at the severity in force, from zero.
RuleCounts rules_in_force(const Report& report) {
  RuleCounts counts;
  for (const Rule* rule : catalogue()) {
    const Severity severity = report.posture.policy ? report.posture.policy->of(*rule).severity : rule->severity;
    Counts& of_rule = counts[{index_of(*rule), severity}];
    of_rule[off] = report.posture.policy && !report.posture.policy->of(*rule).enabled ? 1 : 0;
  }
  return counts;
}

std::optional<Status> status_of(SubjectKind kind, FindingState state) {
  switch (state) {
    case FindingState::open:
      return kind == SubjectKind::stopped_container ? stopped : open;
    case FindingState::waived:
      return waived;
    case FindingState::unknown:
      return kind == SubjectKind::stopped_container ? std::nullopt : std::optional(unknown);
    case FindingState::implied:
    case FindingState::informational:
      break;
  }
  return std::nullopt;
}

/// What passed when it could still be judged.
void count_stale(const SubjectReport& subject, std::vector<double>& unknown_of_rule) {
  const std::vector<VerdictKind>& verdicts = *subject.verdicts;
  for (std::size_t rule = 0; rule < verdicts.size(); ++rule) {
    if (verdicts[rule] == VerdictKind::pass) ++unknown_of_rule[rule];
  }
}

RuleCounts count_findings(const Report& report) {
  RuleCounts counts = rules_in_force(report);
  std::vector<double> stale(catalogue().size());
  for (const auto& [key, subject] : *report.posture.subjects) {
    for (const Finding& finding : subject->findings) {
      const auto status = status_of(key.first, finding.state());
      if (status) ++counts[{index_of(*finding.rule), finding.severity}][*status];
    }
    const bool running = key.first != SubjectKind::stopped_container;
    if (running && report.is_stale(key.first)) count_stale(*subject, stale);
  }
  for (auto& [key, of_rule] : counts) of_rule[unknown] += std::exchange(stale[key.first], 0);
  return counts;
}

void add_statuses(const Rule& rule, Severity severity, const Counts& counts, prometheus::MetricFamily& family) {
  for (std::size_t status = 0; status < counts.size(); ++status) {
    add(family, {{"rule", rule.id}, {"severity", to_string(severity)}, {"status", kStatusWords[status]}},
        counts[status]);
  }
}

prometheus::MetricFamily findings_family(const Report& report) {
  auto family = gauge("findings",
                      "Findings as of the last audit, implied ones left out, each in one status: stopped ones are of "
                      "containers that do not run; off is 1 while the policy turns the rule off.");
  // Zeros before the first audit would be the green of a host that nobody has looked at.
  if (!report.posture.audited) return family;
  for (const auto& [key, counts] : count_findings(report)) {
    add_statuses(*catalogue()[key.first], key.second, counts, family);
  }
  return family;
}

prometheus::MetricFamily opened_family(const Report& report) {
  auto family = counter("findings_opened_total", "Findings that opened, gained an item or came back since start.");
  std::map<std::pair<std::size_t, Severity>, std::uint64_t> by_catalogue;
  for (const auto& [key, opened] : report.posture.opened) by_catalogue[{index_of(*key.first), key.second}] = opened;
  for (const auto& [key, opened] : by_catalogue) {
    add(family, {{"rule", catalogue()[key.first]->id}, {"severity", to_string(key.second)}},
        static_cast<double>(opened));
  }
  return family;
}

}  // namespace

void add_finding_counts(const Report& report, Page& page) {
  page.add(findings_family(report));
  page.add(opened_family(report));
}

}  // namespace plimsoll::metrics
