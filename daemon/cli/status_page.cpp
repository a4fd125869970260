#include "daemon/cli/status_page.hpp"

#include <algorithm>
#include <cmath>

#include "daemon/cli/printable.hpp"
#include "daemon/cli/report_table.hpp"
#include "daemon/cli/shell.hpp"

namespace plimsoll::cli {
namespace {

constexpr std::size_t kLabelWidth = 12;
constexpr std::size_t kCountWidth = 10;

std::string line(std::string_view label, const std::string& text, const Style& style) {
  return style.paint(Ink::bold, padded(label, kLabelWidth)) + wrapped(text, kLabelWidth, style) + "\n";
}

/// Since the start of the engine's process; where that is not known, since it answered plimsolld.
std::string up_since(const ShownEngine& engine) {
  if (!engine.started_at.empty()) return " since " + printable(engine.started_at);
  return engine.since.empty() ? "" : ", answers plimsolld since " + printable(engine.since);
}

std::string engine_text(const ShownEngine& engine, const Style& style) {
  const std::string name = printable(engine.kind + " " + engine.version + " (API " + engine.api_version + ")");
  const std::string since = engine.since.empty() ? "" : " since " + printable(engine.since);
  if (engine.up) return name + ", " + style.paint(Ink::good, "up") + up_since(engine);
  return style.paint(Ink::critical, "down") + since + (engine.error.empty() ? "" : ": " + printable(engine.error));
}

std::string audit_text(const ShownStatus& status, const Style& style) {
  if (!status.age_seconds) return style.paint(Ink::critical, "none has succeeded yet");
  std::string text = std::to_string(std::llround(*status.age_seconds)) + " s ago, at " + printable(status.audited_at);
  if (!status.complete) text += ", " + style.paint(Ink::critical, "incomplete");
  return text + (status.stale ? ", " + style.paint(Ink::critical, "stale") : "");
}

bool is_behind(const ShownFeed& feed) { return feed.state == "stale" || feed.state == "down"; }

/// What no event tells of is seen within that.
std::string sweep_text(const ShownStatus& status) {
  if (status.reread_within_seconds <= 0) return "";
  const std::string seconds = std::to_string(std::llround(status.reread_within_seconds));
  return "; each container and its processes are read again within " + seconds + " s";
}

std::string freshness_text(const ShownStatus& status, const Style& style) {
  std::string text;
  for (const ShownFeed& feed : status.feeds) {
    const std::string since = feed.since.empty() ? "" : " since " + feed.since;
    const Ink ink = is_behind(feed) ? Ink::critical : Ink::plain;
    text += (text.empty() ? "" : ", ") + printable(feed.name) + " " +
            style.paint(ink, printable(feed.state == "live" ? feed.state : feed.state + since));
  }
  return text + sweep_text(status);
}

std::string accepted_text(const ShownStatus& status) {
  std::string text;
  for (const std::string& area : status.accepted_unreadable) text += (text.empty() ? "" : ", ") + printable(area);
  return text + ": not readable, as host.accept_unreadable allows; rules that need them are unknown";
}

std::string policy_text(const ShownStatus& status) {
  if (status.built_in_policy || status.policy_files.empty()) return "built in";
  std::string text;
  for (const std::string& file : status.policy_files) text += (text.empty() ? "" : ", ") + printable(file);
  return text;
}

/// Returns "" if no line was lost.
std::string log_text(const ShownLogLosses& log) {
  std::string text;
  if (log.write_failures > 0) {
    text = std::to_string(log.write_failures) + " lines lost because writing failed: " + printable(log.error);
  }
  if (log.dropped > 0) {
    text += (text.empty() ? "" : "; ") + std::to_string(log.dropped) + " lines dropped because the reader is too slow";
  }
  return text;
}

std::string counts_row(std::string_view name, const ShownCounts& counts, Ink ink, const Style& style) {
  std::string row = "  " + style.paint(counts.open > 0 ? ink : Ink::plain, padded(name, kCountWidth));
  for (const std::size_t number : {counts.open, counts.implied, counts.waived, counts.unknown}) {
    row += padded(std::to_string(number), kCountWidth);
  }
  row.erase(row.find_last_not_of(' ') + 1);
  return row + "\n";
}

std::string counts_table(const ShownSummary& summary, const Style& style) {
  std::string table = "\n  " + padded("", kCountWidth);
  for (const std::string_view title : {"open", "implied", "waived"}) table += padded(title, kCountWidth);
  table += "unknown\n";
  for (const Severity severity : kSeverities) {
    table +=
        counts_row(to_string(severity), summary.findings[static_cast<std::size_t>(severity)], ink_of(severity), style);
  }
  return table;
}

/// The first answer that an operator is after.
std::string root_lines(const ShownStatus& status, const Style& style) {
  if (status.root.empty()) return {};
  std::string lines = style.paint(Ink::critical, "Root on this host already:") + "\n";
  for (const ShownRoot& root : status.root) {
    lines += "  " + style.paint(Ink::critical, printable(called(root.subject))) + ", since " +
             printable(root.first_seen) + "\n";
    for (const ShownRoot::EscapePath& way : root.ways) {
      lines += "    " + printable(way.way) + ": " + wrapped(printable(way.reason), 6, style) + "\n";
    }
  }
  return lines + "\n";
}

bool is_in_root_list(const ShownSubject& subject, const ShownStatus& status) {
  return std::ranges::any_of(status.root, [&](const ShownRoot& root) {
    return root.subject.kind == subject.kind && root.subject.identity == subject.identity;
  });
}

std::string critical_lines(const ShownStatus& status, const Style& style) {
  std::string lines;
  for (const ShownCritical& finding : status.critical) {
    if (is_in_root_list(finding.subject, status)) continue;
    lines += "  " + style.paint(Ink::critical, printable(called(finding.subject))) + "  " + printable(finding.rule) +
             "  " + wrapped(printable(finding.message + ", since " + finding.first_seen), 4, style) + "\n";
  }
  return lines.empty() ? lines : "\nOpen and critical:\n" + lines;
}

std::string rules_off_lines(const ShownStatus& status, const Style& style) {
  std::string lines;
  for (const ShownRuleOff& off : status.rules_off) {
    lines += "  " + printable(off.rule) + "  " + wrapped(printable(off.reason), 4, style) + "\n";
  }
  if (!status.stopped_containers_off.empty()) {
    lines += "  all, for stopped containers  " + wrapped(printable(status.stopped_containers_off), 4, style) + "\n";
  }
  return lines.empty() ? lines : "\nRules that are off:\n" + lines;
}

std::string waiver_lines(const ShownStatus& status, const Style& style) {
  std::string lines;
  for (const ShownAcceptance& accepted : status.waivers) {
    const std::string scope = accepted.container.empty() ? "" : " of " + accepted.container;
    const std::string until = (accepted.expired ? "EXPIRED " : "until ") + accepted.waiver.expires;
    lines += "  " + printable(accepted.rule + scope) + "  " +
             wrapped(printable(until + ": " + accepted.waiver.reason + " (" + accepted.waiver.owner + ")"), 4, style) +
             "\n";
  }
  return lines.empty() ? lines : "\nWaivers:\n" + lines;
}

std::string degraded_lines(const ShownStatus& status, const Style& style) {
  std::string lines;
  for (const std::string& reason : status.degraded) lines += "  " + wrapped(printable(reason), 2, style) + "\n";
  return lines.empty() ? lines : style.paint(Ink::critical, "plimsoll is degraded:") + "\n" + lines + "\n";
}

/// A degraded plimsoll is looked at first: what it shows of the containers may be old or missing.
std::string next_command(const ShownStatus& status) {
  if (is_degraded(status)) return "\nNext: plimsoll doctor\n";
  const ShownSubject* first = !status.root.empty()       ? &status.root.front().subject
                              : !status.critical.empty() ? &status.critical.front().subject
                                                         : nullptr;
  return first ? "\nNext: plimsoll why " + shell_word(first->identity) + "\n" : "\nNext: plimsoll findings\n";
}

}  // namespace

bool is_degraded(const ShownStatus& status) {
  return status.stale || !status.engine.up || !status.degraded.empty() || std::ranges::any_of(status.feeds, is_behind);
}

std::string status_page(const ShownStatus& status, const Style& style) {
  const ShownSummary& summary = status.summary;
  std::string page = gap_lines(status.unjudged, style) + degraded_lines(status, style) + root_lines(status, style);
  page +=
      line("plimsoll", printable(status.version) + (status.host.empty() ? "" : " on " + printable(status.host)), style);
  page += line("engine", engine_text(status.engine, style), style);
  page += line("last audit", audit_text(status, style), style);
  if (!status.feeds.empty()) page += line("freshness", freshness_text(status, style), style);
  if (!status.accepted_unreadable.empty()) page += line("host", accepted_text(status), style);
  page += line("containers",
               std::to_string(summary.judged) + " judged, " + std::to_string(summary.unjudged) + " not, " +
                   std::to_string(summary.stopped) + " stopped",
               style);
  page += line("policy", policy_text(status), style);
  if (const std::string log = log_text(status.log); !log.empty()) page += line("log", log, style);
  page += counts_table(summary, style) + critical_lines(status, style);
  return page + rules_off_lines(status, style) + waiver_lines(status, style) + next_command(status);
}

}  // namespace plimsoll::cli
