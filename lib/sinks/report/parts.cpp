#include "lib/sinks/report/parts.hpp"

#include "lib/support/utc.hpp"

namespace plimsoll::parts {
namespace {

Json missing(const Subject& of, const Error& error) {
  return {{"subject", subject(of)}, {"cause", to_string(error.kind)}, {"message", error.message()}};
}

}  // namespace

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string members(const Json& object) {
  const std::string text = dump(object);
  return text.substr(1, text.size() - 2);
}

Json instant(Time time) { return time == Time{} ? Json(nullptr) : Json(utc_text(time)); }

Json subject(const Subject& subject) {
  return {{"kind", to_string(subject.kind)},
          {"identity", subject.identity},
          {"id", subject.id},
          {"name", subject.name},
          {"image", subject.image}};
}

Json error(const Error& error) {
  return {{"reason", to_string(error.kind)}, {"text", error.text}, {"way_out", error.way_out}};
}

Json engine(const Report& report) {
  Json engine{{"kind", nullptr}, {"version", nullptr}, {"api_version", nullptr}};
  if (report.posture.snapshot) {
    const EngineFacts& facts = report.posture.snapshot->engine;
    engine = {{"kind", to_string(facts.kind)}, {"version", facts.version}, {"api_version", facts.api_version}};
  }
  const EngineState& state = report.health.engine;
  engine["up"] = state.up;
  engine["error"] = state.error ? error(*state.error) : Json(nullptr);
  engine["since"] = instant(state.since);
  engine["started_at"] = instant(state.started_at);
  return engine;
}

Json policy(const Report& report) {
  if (!report.posture.policy) return nullptr;
  const auto& files = report.posture.policy->files();
  return {{"sha256", report.posture.policy->sha256()}, {"files", files}, {"built_in", files.empty()}};
}

Json freshness(const Report& report) {
  Json feeds = Json::object();
  for (const Feed feed : kFeeds) {
    const FeedStatus& status = report.health.freshness.of(feed);
    if (status.since == Time{}) continue;  // nobody asked for it
    feeds[std::string(to_string(feed))] = {{"state", to_string(status.state)}, {"since", instant(status.since)}};
  }
  return feeds;
}

Json os_error(OsError error) {
  if (!error) return nullptr;
  return {{"call", to_string(error.call)}, {"errno", errno_name(error.number)}};
}

Json unreadable(const UnreadableArea& area) {
  return {{"area", to_string(area.area)},
          {"cause", to_string(area.cause)},
          {"os_error", os_error(area.os_error)},
          {"path", area.path},
          {"accepted", area.accepted}};
}

Json waiver(const Waiver& waiver) {
  return {{"reason", waiver.reason},
          {"owner", waiver.owner},
          {"expires", utc_text(waiver.expires)},
          {"where", waiver.where}};
}

Json unjudged(const SubjectReport& subject) {
  Json entry = missing(subject.subject, *subject.unjudged);
  entry["since"] = instant(subject.unjudged_since);
  return entry;
}

Json gap(const Error& error) { return missing({.kind = SubjectKind::engine, .identity = "engine"}, error); }

Json containers(const Summary& summary) {
  return {{"judged", summary.judged}, {"unjudged", summary.unjudged}, {"stopped", summary.stopped}};
}

Json findings(const Summary& summary) {
  Json findings = Json::object();
  for (const Severity severity : kSeverities) {
    const FindingCounts& counts = summary.of(severity);
    findings[std::string(to_string(severity))] = {{"open", counts.open},
                                                  {"implied", counts.implied},
                                                  {"waived", counts.waived},
                                                  {"unknown", counts.unknown},
                                                  {"stopped", counts.stopped}};
  }
  return findings;
}

}  // namespace plimsoll::parts
