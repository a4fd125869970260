#include "lib/core/rules/common/combined.hpp"
#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.3"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/daemon/logs/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.debug", "engine.log_level"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

bool is_info(std::string_view level) { return level == "info" || level == "INFO"; }

Verdict judge_level(const Fact<std::string>& level) {
  if (!level) return unknown(level);
  return is_info(*level) ? pass() : violation(item("log-level", level, "info"));
}

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  return combined({judge_switch("debug", engine.debug, false), judge_level(engine.settings.log_level)});
}

}  // namespace

PLIMSOLL_RULE(engine_log_level){
    .id = "engine-log-level",
    .title = "Engine logs more or less than level info",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Level debug writes requests, and with them secrets, to the log; a level above info leaves out what an "
        "investigation needs.",
    .remediation = "Remove log-level and debug from daemon.json and from the command line of dockerd.",
    .impact = "Messages of level debug are no longer there to read.",
    .violation_example = "dockerd --debug, or log-level error",
    .pass_example = "log-level info, or none",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
