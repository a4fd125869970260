#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.18"}, {"1.8.0", "2.19"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/dockerd/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.experimental"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  return judge_switch("experimental", engine.experimental, false);
}

}  // namespace

PLIMSOLL_RULE(experimental_features_on){
    .id = "experimental-features-on",
    .title = "Engine runs experimental features",
    .severity = Severity::low,
    .cis = kCis,
    .rationale = "They may change or leave without notice and are not tested as the rest is.",
    .remediation = "Remove experimental from daemon.json.",
    .impact = "Features that exist only there are gone: check which of them somebody uses.",
    .violation_example = "experimental: true",
    .pass_example = "experimental: false",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
