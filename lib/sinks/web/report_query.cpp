#include "lib/sinks/web/report_query.hpp"

#include <set>

#include "plimsoll/rule.hpp"

namespace plimsoll::web {
namespace {

constexpr VerdictKind kVerdicts[] = {VerdictKind::pass, VerdictKind::violation, VerdictKind::unknown,
                                     VerdictKind::not_applicable, VerdictKind::manual};

Error wrong(std::string text, std::string way_out) {
  return {ErrorKind::bad_input, std::move(text), std::move(way_out)};
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

Result<void> set_subject(ReportFilter& filter, const std::string& value) {
  filter.subject = value;
  return {};
}

Result<void> set_rule(ReportFilter& filter, const std::string& value) {
  if (!find_rule(value)) return wrong("rule: no rule is called " + quoted(value), "`plimsoll rules` lists them");
  filter.rule = value;
  return {};
}

Result<void> set_verdict(ReportFilter& filter, const std::string& value) {
  for (const VerdictKind kind : kVerdicts) {
    if (to_string(kind) == value) filter.verdict = kind;
  }
  if (filter.verdict) return {};
  return wrong("verdict: unknown word " + quoted(value), "use pass, violation, unknown, not_applicable or manual");
}

Result<void> set_only(ReportFilter& filter, const std::string& value) {
  if (value != "violations") return wrong("only: unknown word " + quoted(value), "use violations");
  filter.only_violations = true;
  return {};
}

using Setter = Result<void> (*)(ReportFilter&, const std::string&);
const std::map<std::string_view, Setter> kSetters{
    {"subject", set_subject}, {"rule", set_rule}, {"verdict", set_verdict}, {"only", set_only}};

}  // namespace

Result<ReportFilter> parse_report_query(const Query& query) {
  ReportFilter filter;
  std::set<std::string_view> seen;
  for (const auto& [key, value] : query) {
    const auto setter = kSetters.find(key);
    if (setter == kSetters.end()) return wrong("unknown filter " + quoted(key), "use subject, rule, verdict or only");
    if (!seen.insert(key).second) return wrong("filter " + quoted(key) + " is given twice", "give it once");
    if (value.empty()) return wrong("filter " + quoted(key) + " is empty", "give it a value or leave it out");
    if (const auto set = setter->second(filter, value); !set) return set.error();
  }
  return filter;
}

}  // namespace plimsoll::web
