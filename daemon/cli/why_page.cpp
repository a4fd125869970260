#include "daemon/cli/why_page.hpp"

#include <algorithm>
#include <tuple>

#include "daemon/cli/printable.hpp"
#include "daemon/cli/report_table.hpp"
#include "daemon/cli/shell.hpp"
#include "lib/core/vocabulary/object_id.hpp"

namespace plimsoll::cli {
namespace {

constexpr std::size_t kLabelWidth = 9;
constexpr std::size_t kIndent = 2 + kLabelWidth;
constexpr std::size_t kActionWidth = 7;

bool is_violation(const ShownResult& result) { return result.verdict == "violation" || !result.last_violation.empty(); }

/// How one finding is told, line by line.
class FindingLines {
 public:
  FindingLines(const ShownReport& report, const ShownResult& result, const WhyOptions& options)
      : report_(report), result_(result), options_(options) {}

  std::string text() {
    add_title();
    add_seen();
    add_past();
    if (is_violation(result_)) add_what_to_do();
    return lines_ + "\n";
  }

 private:
  void add_title() {
    const std::string word(is_violation(result_) ? to_string(result_.severity) : printable(result_.verdict));
    const Ink ink = result_.waiver ? Ink::dim : is_violation(result_) ? ink_of(result_.severity) : Ink::plain;
    lines_ += options_.style.paint(ink, word) + "  " + options_.style.paint(Ink::bold, printable(result_.rule)) + "  " +
              wrapped(printable(result_.message), kIndent, options_.style) + references() + "\n";
  }

  std::string references() const {
    std::string text;
    for (const std::string& control : result_.cis) text += (text.empty() ? "  [CIS " : ", ") + printable(control);
    return text.empty() ? text : text + "]";
  }

  void add_seen() {
    const auto& items = result_.last_violation.empty() ? result_.items : result_.last_violation;
    for (const ShownItem& item : items) add_item("seen", item);
    if (result_.last_violation.empty()) return;
    for (const ShownItem& item : result_.items) add_item("now", item);
  }

  void add_item(std::string_view label, const ShownItem& item) {
    const std::string way = item.reason.empty() ? "" : item.key + ": " + item.reason + ": ";
    add(label, way + item.path + " = " + item.seen + "  (wanted: " + item.wanted + "; from " + item.source + ")");
  }

  void add_past() {
    if (options_.has_history && !result_.first_seen.empty()) add("since", result_.first_seen);
    if (result_.waiver) {
      const ShownWaiver& waiver = *result_.waiver;
      add("waived",
          "until " + waiver.expires + " by " + waiver.owner + ": " + waiver.reason + " (" + waiver.where + ")");
    }
    if (!result_.implied_by.empty()) add("follows", "from " + result_.implied_by + ": it goes away with that one");
  }

  void add_what_to_do() {
    add("why", result_.rationale);
    add("do", result_.remediation);
    for (const ShownChange& change : result_.fix) add_change("docker", change.action, shell_word(change.flag));
    for (const ShownChange& change : result_.fix) add_change("compose", change.action, printable(change.compose));
    add("breaks", result_.impact);
    add_explained();
  }

  void add_explained() {
    std::string rules;
    for (const ShownResult& other : report_.results) {
      if (other.implied_by == result_.rule) rules += (rules.empty() ? "" : ", ") + other.rule;
    }
    add("explains", rules);
  }

  /// Never cut: it is there to be copied.
  void add_change(std::string_view label, std::string_view action, const std::string& text) {
    if (text.empty()) return;
    const Ink ink = action == "remove" ? Ink::high : Ink::good;
    lines_ += "  " + options_.style.paint(Ink::dim, padded(label, kLabelWidth)) +
              options_.style.paint(ink, padded(printable(action), kActionWidth)) + " " + text + "\n";
  }

  void add(std::string_view label, const std::string& text) {
    if (text.empty()) return;
    lines_ += "  " + options_.style.paint(Ink::dim, padded(label, kLabelWidth)) +
              wrapped(printable(text), kIndent, options_.style) + "\n";
  }

  const ShownReport& report_;
  const ShownResult& result_;
  const WhyOptions& options_;
  std::string lines_;
};

/// What is asked for by name is told whatever its verdict is.
bool is_reported(const ShownResult& result, const WhyOptions& options) {
  if (!options.rule.empty()) return result.rule == options.rule;
  return (is_violation(result) && result.implied_by.empty()) || result.verdict == "unknown" ||
         result.verdict == "manual";
}

/// Both are of one report, in catalogue order.
bool is_more_urgent(const ShownResult* result, const ShownResult* other) {
  const auto urgency = [](const ShownResult& of) { return std::tuple(is_violation(of), !of.waiver, of.severity); };
  return urgency(*result) != urgency(*other) ? urgency(*result) > urgency(*other) : result < other;
}

std::vector<const ShownResult*> told(const ShownReport& report, const WhyOptions& options) {
  std::vector<const ShownResult*> results;
  for (const ShownResult& result : report.results) {
    if (is_reported(result, options)) results.push_back(&result);
  }
  std::ranges::sort(results, is_more_urgent);
  return results;
}

std::string head(const ShownSubject& subject, const Style& style) {
  std::string facts = printable(subject.image);
  const std::string id(short_id(printable(subject.id)));
  if (!id.empty()) facts += (facts.empty() ? "" : ", ") + id;
  return style.paint(Ink::bold, printable(called(subject))) + (facts.empty() ? "" : "  (" + facts + ")") + "\n\n";
}

std::size_t verdicts(const ShownReport& report, std::string_view verdict) {
  return static_cast<std::size_t>(std::ranges::count(report.results, verdict, &ShownResult::verdict));
}

std::string closing_line(const ShownReport& report) {
  return count(verdicts(report, "violation"), "violation") + ", " + std::to_string(verdicts(report, "unknown")) +
         " unknown, " + std::to_string(verdicts(report, "pass")) + " passed, " +
         std::to_string(verdicts(report, "not_applicable")) + " not applicable\n";
}

}  // namespace

std::string why_page(const ShownReport& report, const WhyOptions& options) {
  std::string page = gap_lines(report.incomplete, options.style);
  if (report.results.empty()) return page;
  page += head(report.results.front().subject, options.style);
  for (const ShownResult* result : told(report, options)) page += FindingLines(report, *result, options).text();
  // Beside one rule, numbers of the whole subject would contradict its verdict.
  return options.rule.empty() ? page + closing_line(report) : page;
}

}  // namespace plimsoll::cli
