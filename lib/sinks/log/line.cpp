#include "lib/sinks/log/line.hpp"

#include <nlohmann/json.hpp>

#include "lib/support/utc.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll {
namespace {

using Json = nlohmann::ordered_json;

// One item and the subject fit a line even if every byte of theirs needs six to be escaped.
constexpr std::size_t kMaxTextBytes = 1024;
constexpr std::size_t kRoomForCount = sizeof(R"(,"items_omitted":18446744073709551615)");

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string cut(std::string_view text) {
  if (text.size() <= kMaxTextBytes) return std::string(text);
  return std::string(cut_utf8(text, kMaxTextBytes)) + "…";
}

std::string_view word(LogLevel level) {
  switch (level) {
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      break;
  }
  return "error";
}

Json head(LogLevel level, std::string_view event, Time time) {
  return {{"ts", utc_text(time)}, {"level", word(level)}, {"event", event}};
}

Json subject_json(const Subject& subject) {
  return {{"kind", to_string(subject.kind)},
          {"identity", cut(subject.identity)},
          {"id", cut(subject.id)},
          {"image", cut(subject.image)}};
}

Json item_json(const Item& item) {
  return {{"key", cut(item.key)},
          {"source", to_string(item.evidence.source)},
          {"path", cut(item.evidence.path)},
          {"seen", cut(item.evidence.seen)},
          {"wanted", cut(item.evidence.wanted)}};
}

void add_evidence(const std::vector<Item>& items, Json& line) {
  Json& evidence = line["evidence"] = Json::array();
  std::size_t bytes = dump(line).size() + kRoomForCount;
  for (const Item& item : items) {
    Json entry = item_json(item);
    bytes += dump(entry).size() + 1;
    if (bytes > kMaxLineBytes) break;
    evidence.push_back(std::move(entry));
  }
  const std::size_t omitted = items.size() - evidence.size();
  if (omitted > 0) line["items_omitted"] = omitted;
}

void add_finding(const Transition& transition, Json& line) {
  line["rule"] = transition.rule->id;
  line["severity"] = to_string(transition.severity);
  line["subject"] = subject_json(transition.subject);
  if (!transition.implied_by.empty()) line["implied_by"] = transition.implied_by;
  add_evidence(transition.items, line);
}

LogLevel level_of_opening(Severity severity) {
  if (severity == Severity::critical) return LogLevel::error;
  return severity == Severity::high ? LogLevel::warning : LogLevel::info;
}

Json value_json(const LogField& field) {
  const auto* text = std::get_if<std::string_view>(&field.value);
  if (text) return cut(*text);
  return std::visit([](const auto& value) { return Json(value); }, field.value);
}

}  // namespace

LogLevel level_of(const Transition& transition) {
  switch (transition.kind) {
    case TransitionKind::opened:
    case TransitionKind::changed:
    case TransitionKind::reopened:
      return transition.implied_by.empty() ? level_of_opening(transition.severity) : LogLevel::info;
    case TransitionKind::unknown:
      return LogLevel::warning;
    case TransitionKind::baseline:
    case TransitionKind::waived:
    case TransitionKind::resolved:
      break;
  }
  return LogLevel::info;
}

std::string transition_line(const Transition& transition, Time time) {
  Json line = head(level_of(transition), "finding." + std::string(to_string(transition.kind)), time);
  if (transition.rule) {
    add_finding(transition, line);
  } else {
    line["subject"] = subject_json(transition.subject);
    line["open_findings"] = transition.open_findings;
  }
  return dump(line);
}

std::string event_line(LogLevel level, std::string_view event, std::span<const LogField> fields, Time time) {
  Json line = head(level, event, time);
  for (const LogField& field : fields) line[std::string(field.name)] = value_json(field);
  return dump(line);
}

}  // namespace plimsoll
