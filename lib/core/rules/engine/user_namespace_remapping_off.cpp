#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.9"}, {"1.8.0", "2.10"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/security/userns-remap/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.security"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& security = engine.security;
  if (security && security->rootless) return pass();
  return judge_switch("userns-remap", part_of(security, &EngineSecurity::user_namespace), true);
}

}  // namespace

PLIMSOLL_RULE(user_namespace_remapping_off){
    .id = "user-namespace-remapping-off",
    .title = "Root in a container is root on the host",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "With remapping, what gets out of a container is an unprivileged user; without, a process that runs as root in "
        "one is root outside too.",
    .remediation = "Set userns-remap to default in daemon.json, or run the engine rootless.",
    .impact =
        "Images and containers are stored anew; containers with --privileged, --pid=host or --network=host need "
        "--userns=host.",
    .violation_example = "no userns-remap, not rootless",
    .pass_example = "userns-remap: default",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
