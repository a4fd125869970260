#include <algorithm>

#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.13"}, {"1.8.0", "2.14"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/logging/configure/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.logging_driver"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

constexpr std::string_view kSenders[] = {"awslogs", "fluentd",     "gcplogs", "gelf",
                                         "loki",    "loki:latest", "splunk",  "syslog"};
constexpr Setting kDrivers{.name = "drivers",
                           .type = Setting::Type::list,
                           .default_list = kSenders,
                           .about = "Logging drivers whose logs end up on another host."};
constexpr Setting kSettings[] = {kDrivers};

Verdict judge(const EngineFacts& engine, const Context& context) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& driver = engine.logging_driver;
  if (!driver) return unknown(driver);
  const auto central = context.settings.list(kDrivers);
  if (std::ranges::find(central, *driver) != central.end()) return pass();
  return violation(item("log-driver", driver, "a driver that sends logs elsewhere"));
}

}  // namespace

PLIMSOLL_RULE(logging_not_central){
    .id = "logging-not-central",
    .title = "Logs of containers stay on this host",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Whoever takes over the host can rewrite what is stored on it; logs kept elsewhere still tell what happened. "
        "The drivers none and local send nothing.",
    .remediation =
        "Set log-driver in daemon.json to one that sends; or add to the setting the driver whose logs something else "
        "on this host forwards, as often with journald.",
    .impact =
        "Only containers made afterwards use it; docker logs needs its cache with drivers that store nothing here.",
    .violation_example = "log-driver: json-file, local or none",
    .pass_example = "log-driver: gelf",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
