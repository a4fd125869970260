#include "daemon/cli/document.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

namespace plimsoll::cli {
namespace {

using Json = nlohmann::json;

/// Empty where it is null or missing: a daemon of another version may have fewer fields.
std::string text(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() || found->is_null() ? std::string() : found->get<std::string>();
}

bool truth(const Json& json, const char* key) { return json.value(key, false); }

std::vector<std::string> texts(const Json& json, const char* key) {
  return json.value(key, std::vector<std::string>());
}

template <class T, class Read>
std::vector<T> list(const Json& json, const char* key, Read read) {
  std::vector<T> elements;
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return elements;
  for (const Json& element : *found) elements.push_back(read(element));
  return elements;
}

Severity severity(const std::string& word) {
  for (const Severity severity : kSeverities) {
    if (to_string(severity) == word) return severity;
  }
  return Severity::critical;  // of a newer daemon: rather seen than not
}

ShownSubject subject_of(const Json& of) {
  return {text(of, "kind"), text(of, "identity"), text(of, "id"), text(of, "name"), text(of, "image")};
}

ShownSubject subject(const Json& json) { return subject_of(json.at("subject")); }

ShownItem item(const Json& json) {
  const Json& evidence = json.at("evidence");
  return {text(json, "key"),        text(evidence, "source"), text(evidence, "path"),  text(evidence, "seen"),
          text(evidence, "wanted"), text(json, "reason"),     text(json, "implied_by")};
}

ShownWaiver waiver(const Json& json) {
  return {text(json, "reason"), text(json, "owner"), text(json, "expires"), text(json, "where")};
}

std::optional<ShownWaiver> waiver_of(const Json& result) {
  const auto found = result.find("waiver");
  if (found == result.end() || found->is_null()) return std::nullopt;
  return waiver(*found);
}

ShownChange change(const Json& json) { return {text(json, "action"), text(json, "flag"), text(json, "compose")}; }

std::string control(const Json& json) { return text(json, "benchmark") + " " + text(json, "id"); }

ShownResult result(const Json& json) {
  return {.rule = text(json, "rule"),
          .severity = severity(text(json, "severity")),
          .verdict = text(json, "verdict"),
          .open = truth(json, "open"),
          .waiver = waiver_of(json),
          .implied_by = text(json, "implied_by"),
          .subject = subject(json),
          .items = list<ShownItem>(json, "items", item),
          .last_violation = list<ShownItem>(json, "last_violation", item),
          .cause = text(json, "cause"),
          .message = text(json, "message"),
          .first_seen = text(json, "first_seen"),
          .title = text(json, "title"),
          .cis = list<std::string>(json, "cis", control),
          .rationale = text(json, "rationale"),
          .remediation = text(json, "remediation"),
          .impact = text(json, "impact"),
          .fix = list<ShownChange>(json, "fix", change)};
}

ShownGap gap(const Json& json) { return {subject(json), text(json, "cause"), text(json, "message")}; }

ShownEngine engine(const Json& document) {
  const Json& json = document.at("engine");
  const auto error = json.find("error");
  const bool failed = error != json.end() && error->is_object();
  return {.kind = text(json, "kind"),
          .version = text(json, "version"),
          .api_version = text(json, "api_version"),
          .up = truth(json, "up"),
          .error = failed ? text(*error, "text") : "",
          .since = text(json, "since"),
          .started_at = text(json, "started_at")};
}

ShownCounts counts(const Json& json) {
  const auto number = [&](const char* key) { return json.value(key, std::size_t{0}); };
  return {number("open"), number("implied"), number("waived"), number("unknown"), number("stopped")};
}

ShownSummary summary(const Json& json) {
  ShownSummary summary{.judged = json.at("containers").value("judged", std::size_t{0}),
                       .unjudged = json.at("containers").value("unjudged", std::size_t{0}),
                       .stopped = json.at("containers").value("stopped", std::size_t{0}),
                       .findings = std::vector<ShownCounts>(std::size(kSeverities))};
  for (const Severity severity : kSeverities) {
    summary.findings[static_cast<std::size_t>(severity)] =
        counts(json.at("findings").at(std::string(to_string(severity))));
  }
  return summary;
}

bool built_in_policy(const Json& document) {
  return document.at("policy").is_object() && truth(document.at("policy"), "built_in");
}

std::vector<ShownFeed> feeds(const Json& json) {
  std::vector<ShownFeed> feeds;
  const auto found = json.find("freshness");
  if (found == json.end()) return feeds;
  for (const auto& [name, feed] : found->items()) feeds.push_back({name, text(feed, "state"), text(feed, "since")});
  return feeds;
}

std::vector<std::string> accepted_unreadable(const Json& json) {
  std::vector<std::string> areas;
  const auto found = json.find("host_unreadable");
  if (found == json.end()) return areas;
  for (const Json& area : *found) {
    if (truth(area, "accepted")) areas.push_back(text(area, "area"));
  }
  return areas;
}

ShownReport report(const Json& json) {
  return {.host = text(json, "host"),
          .engine = engine(json),
          .built_in_policy = built_in_policy(json),
          .complete = truth(json, "complete"),
          .incomplete = list<ShownGap>(json, "incomplete", gap),
          .audited_at = text(json, "audited_at"),
          .summary = summary(json.at("summary")),
          .results = list<ShownResult>(json, "results", result)};
}

ShownRoot root(const Json& json) {
  const auto way = [](const Json& of) { return ShownRoot::EscapePath{text(of, "way"), text(of, "reason")}; };
  return {subject(json), list<ShownRoot::EscapePath>(json, "ways", way), text(json, "first_seen")};
}

ShownCritical critical(const Json& json) {
  return {subject(json), text(json, "rule"), text(json, "message"), text(json, "first_seen")};
}

ShownAcceptance acceptance(const Json& json) {
  return {text(json, "rule"), text(json, "container"), text(json, "image"), truth(json, "expired"), waiver(json)};
}

std::optional<double> age(const Json& json) {
  const auto found = json.find("age_seconds");
  if (found == json.end() || found->is_null()) return std::nullopt;
  return found->get<double>();
}

ShownLogLosses log_losses(const Json& json) {
  const auto found = json.find("log");
  if (found == json.end()) return {};
  return {found->value("lines_dropped", std::size_t{0}), found->value("write_failures", std::size_t{0}),
          text(*found, "last_error")};
}

ShownStatus status(const Json& json) {
  const Json& policy = json.at("policy");
  return {.version = text(json, "version"),
          .host = text(json, "host"),
          .engine = engine(json),
          .unjudged = list<ShownGap>(json, "unjudged", gap),
          .audited_at = text(json, "audited_at"),
          .age_seconds = age(json),
          .stale = truth(json, "stale"),
          .complete = truth(json, "complete"),
          .feeds = feeds(json),
          .reread_within_seconds = json.value("reread_within_seconds", 0.0),
          .accepted_unreadable = accepted_unreadable(json),
          .summary = summary(json),
          .root = list<ShownRoot>(json, "root_equivalent", root),
          .critical = list<ShownCritical>(json, "critical", critical),
          .built_in_policy = built_in_policy(json),
          .policy_files = policy.is_object() ? texts(policy, "files") : std::vector<std::string>(),
          .stopped_containers_off = text(json, "stopped_containers_off"),
          .rules_off = list<ShownRuleOff>(
              json, "rules_off", [](const Json& off) { return ShownRuleOff{text(off, "rule"), text(off, "reason")}; }),
          .waivers = list<ShownAcceptance>(json, "waivers", acceptance),
          .degraded = texts(json, "degraded"),
          .log = log_losses(json)};
}

/// What is null there, as of a session whose details are lost, is false or empty here.
ShownSession session(const Json& json) {
  ShownSession session{.container = subject_of(json.at("container")),
                       .first_seen = text(json, "first_seen"),
                       .ended = !json.at("ended").is_null(),
                       .sessions = json.value("sessions", std::size_t{1}),
                       .lost = text(json, "lost")};
  const Json& details = json.at("details");
  if (details.is_null()) return session;
  session.privileged = truth(details, "privileged");
  session.root = details.at("root") == Json(true);
  session.tty = truth(details, "tty");
  session.user = text(details, "user");
  session.program = text(details, "program");
  session.arguments = details.value("arguments", std::size_t{0});
  session.argument_text = text(details, "argument_text");
  return session;
}

ShownExec exec(const Json& json) { return {.sessions = list<ShownSession>(json, "sessions", session)}; }

ShownCheck check(const Json& json) {
  return {text(json, "id"), text(json, "state"), text(json, "seen"), text(json, "remedy")};
}

std::string user_of(const Json& process) {
  if (!process.is_object()) return "";
  const Json& user = process.at("user");
  const std::string name = text(user, "name");
  return name.empty() ? "uid " + std::to_string(user.value("id", std::uint32_t{0})) : name;
}

ShownDoctor doctor(const Json& json) {
  return {.version = text(json, "version"),
          .host = text(json, "host"),
          .answered_by = text(json, "answered_by"),
          .user = user_of(json.at("process")),
          .checks = list<ShownCheck>(json, "checks", check)};
}

template <class Read>
auto parse(const std::string& document, const std::string& schema, Read read) -> Result<decltype(read(Json()))> {
  constexpr const char* kWayOut = "is the daemon of another version than this plimsoll?";
  try {
    const Json json = Json::parse(document);
    if (text(json, "schema") == schema) return read(json);
    return Error{ErrorKind::wrong_shape, "the answer is no " + schema + " document", kWayOut};
  } catch (const Json::parse_error& error) {
    return Error{ErrorKind::bad_json, "the answer is not JSON at byte " + std::to_string(error.byte), kWayOut};
  } catch (const Json::exception&) {
    return Error{ErrorKind::bad_json, "the answer lacks a member of " + schema + ", or has one of another type",
                 kWayOut};
  }
}

}  // namespace

std::string called(const ShownSubject& subject) {
  if (subject.kind == "container") return subject.identity;
  if (subject.kind == "stopped_container") return subject.identity + " (stopped)";
  if (subject.kind == "host" || subject.kind == "engine") return subject.kind;
  return subject.kind + " " + (subject.name.empty() ? subject.identity : subject.name);
}

Result<ShownReport> parse_report(const std::string& document) { return parse(document, "plimsoll.report/v1", report); }

Result<ShownExec> parse_exec(const std::string& document) { return parse(document, "plimsoll.exec/v1", exec); }

Result<ShownDoctor> parse_doctor(const std::string& document) { return parse(document, "plimsoll.doctor/v1", doctor); }

Result<ShownStatus> parse_status(const std::string& document) { return parse(document, "plimsoll.status/v1", status); }

}  // namespace plimsoll::cli
