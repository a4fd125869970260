#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.15"}, {"1.8.0", "2.16"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/daemon/live-restore/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.live_restore", "engine.swarm"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine, NotApplicable::in_swarm};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  Verdict verdict = judge_switch("live-restore", engine.live_restore, true);
  if (verdict.kind != VerdictKind::violation) return verdict;
  if (!engine.swarm) return unknown(engine.swarm);
  return engine.swarm->state == "inactive" ? verdict : not_applicable(NotApplicable::in_swarm);
}

}  // namespace

PLIMSOLL_RULE(live_restore_off){
    .id = "live-restore-off",
    .title = "Containers stop when the engine does",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "An update of the engine is then an outage, so it is put off; and a crash of it takes every container along.",
    .remediation = "Set live-restore to true in daemon.json and reload the engine.",
    .impact =
        "A swarm does not allow it. Containers that keep running through an update use the old shim until they are "
        "restarted.",
    .violation_example = "live-restore: false",
    .pass_example = "live-restore: true",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
