#include "tests/cli/documents.hpp"

namespace plimsoll::cli::testing {
namespace {

std::shared_ptr<const ContainerFacts> facts(const std::string& name, const std::string& image) {
  auto facts = std::make_shared<ContainerFacts>();
  facts->id = std::string(64, name.front() == 'c' ? 'c' : 'e');
  facts->name = facts->identity = name;
  facts->image = image;
  return facts;
}

}  // namespace

ShownSubject container(const std::string& name) {
  return {.kind = "container", .identity = name, .id = std::string(64, 'a'), .name = name, .image = "image:1"};
}

ShownResult violation(Severity severity, const std::string& rule, const std::string& container_name) {
  return {.rule = rule,
          .severity = severity,
          .verdict = "violation",
          .open = true,
          .subject = container(container_name),
          .items = {{.key = "key", .source = "inspect", .path = "HostConfig.X", .seen = "true", .wanted = "false"}},
          .message = "It is wrong: key",
          .first_seen = "2026-11-22T10:00:00Z",
          .title = "It is wrong",
          .rationale = "Because.",
          .remediation = "Stop it.",
          .impact = "Little."};
}

ShownReport report_of(std::vector<ShownResult> results) {
  ShownReport report{.complete = true, .summary = {.judged = 2, .findings = std::vector<ShownCounts>(4)}};
  for (const ShownResult& result : results) {
    ShownCounts& counts = report.summary.findings[static_cast<std::size_t>(result.severity)];
    if (result.waiver) {
      ++counts.waived;
    } else if (result.open) {
      ++(result.implied_by.empty() ? counts.open : counts.implied);
    } else if (result.verdict == "unknown") {
      ++counts.unknown;
    }
  }
  report.results = std::move(results);
  return report;
}

Snapshot recorded_host() {
  Snapshot snapshot;
  snapshot.captured_at = Time(std::chrono::sys_days(std::chrono::year(2026) / 11 / 22));
  snapshot.host.name = "host";
  snapshot.host.refused_policy = {"", Source::plimsoll, "policy"};
  snapshot.engine.version = "26.1.5";
  snapshot.engine.security = {EngineSecurity{.seccomp_profile = "builtin"}, Source::engine, "SecurityOptions"};
  auto ci = std::make_shared<ContainerFacts>(*facts("ci", "runner:2"));
  ci->privileged = {true, Source::inspect, "HostConfig.Privileged"};
  ci->userns_mode = {"", Source::inspect, "HostConfig.UsernsMode"};
  snapshot.containers = {ci, facts("web", "web:1")};
  return snapshot;
}

}  // namespace plimsoll::cli::testing
