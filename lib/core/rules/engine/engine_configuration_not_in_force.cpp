#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/reference/cli/dockerd/#configuration-reload-behavior"};
constexpr std::string_view kReads[] = {"engine.changed_since_start"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  return judge_switch("daemon.json", engine.settings.changed_since_start, false);
}

}  // namespace

PLIMSOLL_RULE(engine_configuration_not_in_force){
    .id = "engine-configuration-not-in-force",
    .title = "Engine's configuration file was changed after the engine started",
    .severity = Severity::low,
    .rationale =
        "Whoever changed the file believes that the change holds; until the engine is started again, or reloaded where "
        "the key allows it, it does what the old text said. A reload is not seen: then this is for the record.",
    .remediation = "Reload the engine if it can take over the changed keys without a restart, else restart it.",
    .impact = "A restart stops containers unless live-restore is on.",
    .violation_example = "daemon.json edited after dockerd was started",
    .pass_example = "dockerd started after the last edit",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
