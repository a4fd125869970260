#include "daemon/cli/report_table.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <iomanip>
#include <iterator>
#include <map>
#include <sstream>

#include "daemon/cli/printable.hpp"
#include "daemon/cli/shell.hpp"

namespace plimsoll::cli {
namespace {

constexpr std::size_t kSeverityWidth = 10;
constexpr std::size_t kRuleWidth = 30;
constexpr std::size_t kNameWidth = 60;

/// Everything about one subject.
struct Group {
  const ShownSubject* subject = nullptr;
  std::vector<const ShownResult*> results;
};

bool is_primary(const ShownResult& result) { return result.open && result.implied_by.empty(); }

std::vector<Group> by_subject(const ShownReport& report) {
  std::map<std::pair<std::string_view, std::string_view>, Group> groups;
  for (const ShownResult& result : report.results) {
    Group& group = groups[{result.subject.kind, result.subject.identity}];
    group.subject = &result.subject;
    group.results.push_back(&result);
  }
  std::vector<Group> list;
  for (auto& [key, group] : groups) list.push_back(std::move(group));
  return list;
}

/// Open findings by severity, the worst first: what groups are ordered by.
std::array<std::size_t, std::size(kSeverities)> weight(const Group& group) {
  std::array<std::size_t, std::size(kSeverities)> counts{};
  for (const ShownResult* result : group.results) {
    if (is_primary(*result)) ++counts[std::size(kSeverities) - 1 - static_cast<std::size_t>(result->severity)];
  }
  return counts;
}

/// The worst first, then by name.
bool comes_before(const Group& group, const Group& other) {
  const auto order = weight(group) <=> weight(other);
  return order != 0 ? order > 0 : group.subject->identity < other.subject->identity;
}

std::string shown_name(const ShownSubject& subject) { return cut(printable(called(subject)), kNameWidth); }

bool is_stopped(const Group& group) { return group.subject->kind == "stopped_container"; }

/// An image's own name says it.
std::string shown_image(const ShownSubject& subject) { return subject.kind == "image" ? "" : printable(subject.image); }

class GroupLines {
 public:
  GroupLines(const Group& group, const ReportTableOptions& options) : group_(group), options_(options) {}

  std::string text() {
    add_findings();
    add_folded();
    add_waived();
    add_unknown();
    return lines_.empty() ? std::string() : head() + lines_ + "\n";
  }

 private:
  std::string head() const {
    const std::string name = shown_name(*group_.subject);
    const std::string image = cut(shown_image(*group_.subject), options_.style.left(columns(name) + 2));
    return options_.style.paint(Ink::bold, name) + (image.empty() ? "" : "  " + options_.style.paint(Ink::dim, image)) +
           "\n";
  }

  void add_findings() {
    for (const ShownResult* result : worst_first([](const ShownResult& one) { return is_primary(one); })) {
      if (folds(*result)) continue;
      add(ink_of(result->severity), std::string(to_string(result->severity)), *result, result->message, 2);
      add_implied(*result);
    }
  }

  void add_implied(const ShownResult& cause) {
    for (const ShownResult* result :
         worst_first([&](const ShownResult& one) { return one.open && one.implied_by == cause.rule; })) {
      add(Ink::dim, "└ " + std::string(to_string(result->severity)), *result, result->message, 4);
    }
  }

  template <class Predicate>
  std::vector<const ShownResult*> worst_first(Predicate takes) const {
    std::vector<const ShownResult*> taken;
    for (const Severity severity : kSeverities) {
      std::ranges::copy_if(group_.results, std::back_inserter(taken),
                           [&](const ShownResult* one) { return one->severity == severity && takes(*one); });
    }
    return taken;
  }

  bool folds(const ShownResult& result) const { return result.severity == Severity::low && !options_.all; }

  void add_folded() {
    const auto folded = std::ranges::count_if(
        group_.results, [&](const ShownResult* result) { return is_primary(*result) && folds(*result); });
    if (folded == 0) return;
    const std::string text = count(static_cast<std::size_t>(folded), "finding") + ", shown with --all";
    lines_ += "  " + options_.style.paint(Ink::low, padded("low", kSeverityWidth)) + " " + text + "\n";
  }

  void add_waived() {
    for (const ShownResult* result : group_.results) {
      if (!result->waiver) continue;
      const ShownWaiver& waiver = *result->waiver;
      add(Ink::dim, "waived", *result, "until " + waiver.expires + ": " + waiver.reason + " (" + waiver.owner + ")", 2);
    }
  }

  void add_unknown() {
    for (const ShownResult* result : group_.results) {
      if (result->verdict == "unknown" && !result->open && options_.all)
        add(Ink::medium, "unknown", *result, result->message, 2);
    }
  }

  void add(Ink ink, const std::string& word, const ShownResult& result, const std::string& message,
           std::size_t indent) {
    const Style& style = options_.style;
    const std::string rule = padded(printable(result.rule), kRuleWidth);
    const std::string told = cut(printable(message), style.left(indent + kSeverityWidth + columns(rule) + 2));
    lines_ += std::string(indent, ' ') + style.paint(ink, padded(word, kSeverityWidth)) + " " + rule + " " +
              (ink == Ink::dim ? style.paint(Ink::dim, told) : told) + "\n";
  }

  const Group& group_;
  const ReportTableOptions& options_;
  std::string lines_;
};

std::string open_counts(const ShownSummary& summary, const Style& style) {
  std::string text;
  for (const Severity severity : kSeverities) {
    const std::size_t open = summary.findings[static_cast<std::size_t>(severity)].open;
    const std::string part = std::to_string(open) + " " + std::string(to_string(severity));
    text += (text.empty() ? "" : ", ") + style.paint(open > 0 ? ink_of(severity) : Ink::plain, part);
  }
  return text + " open";
}

std::size_t sum(const ShownSummary& summary, std::size_t ShownCounts::* field) {
  std::size_t total = 0;
  for (const ShownCounts& counts : summary.findings) total += counts.*field;
  return total;
}

std::string seconds(std::chrono::milliseconds took) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(took < std::chrono::seconds(10) ? 2 : 0)
       << std::chrono::duration<double>(took).count() << " s";
  return std::move(text).str();
}

std::string closing_line(const ShownReport& report, const ReportTableOptions& options) {
  const ShownSummary& summary = report.summary;
  const std::size_t unknown = sum(summary, &ShownCounts::unknown);
  std::string line =
      options.style.paint(Ink::bold, count(summary.judged, "container")) + ": " + open_counts(summary, options.style);
  if (summary.unjudged > 0)
    line += "; " + options.style.paint(Ink::critical, std::to_string(summary.unjudged) + " not judged");
  line +=
      "; " + std::to_string(sum(summary, &ShownCounts::waived)) + " waived; " + std::to_string(unknown) + " unknown";
  if (unknown > 0 && !options.all) line += " (shown with --all)";
  const std::size_t stopped = sum(summary, &ShownCounts::stopped);
  if (stopped > 0)
    line += "; " + std::to_string(stopped) + " of stopped containers" + (options.all ? "" : " (shown with --all)");
  if (options.took) line += "; took " + seconds(*options.took);
  return line + "\n";
}

std::string next_command(const std::vector<Group>& groups) {
  for (const Group& group : groups) {
    const auto counts = weight(group);
    const bool has_open = std::ranges::any_of(counts, [](std::size_t count) { return count > 0; });
    if (has_open && group.subject->kind == "container")
      return "Next: plimsoll why " + shell_word(group.subject->identity) + "\n";
  }
  return {};
}

}  // namespace

std::string gap_lines(const std::vector<ShownGap>& gaps, const Style& style) {
  if (gaps.empty()) return {};
  std::string lines = style.paint(Ink::critical, "Could not be read, so not judged:") + "\n";
  for (const ShownGap& gap : gaps) {
    const std::string name = shown_name(gap.subject);
    lines += "  " + style.paint(Ink::bold, name) + "  " + wrapped(printable(gap.cause + ": " + gap.message), 4, style) +
             "\n";
  }
  return lines + "\n";
}

std::string report_table(const ShownReport& report, const ReportTableOptions& options) {
  std::vector<Group> groups = by_subject(report);
  if (!options.all) std::erase_if(groups, is_stopped);
  std::ranges::sort(groups, comes_before);

  std::string table = gap_lines(report.incomplete, options.style);
  for (const Group& group : groups) table += GroupLines(group, options).text();
  return table + closing_line(report, options) + next_command(groups);
}

}  // namespace plimsoll::cli
