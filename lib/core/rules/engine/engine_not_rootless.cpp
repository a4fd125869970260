#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.1"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/security/rootless/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.security"};

Verdict judge(const EngineFacts& engine, const Context&) {
  return judge_switch("rootless", part_of(engine.security, &EngineSecurity::rootless), true);
}

}  // namespace

PLIMSOLL_RULE(engine_not_rootless){
    .id = "engine-not-rootless",
    .title = "Engine runs as root",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Whoever breaks out of a container, or into the engine, is root on the host; a rootless engine leaves them an "
        "unprivileged user.",
    .remediation = "Install the engine in rootless mode for a user of its own where its limits allow.",
    .impact =
        "Ports below 1024, some storage and network drivers, AppArmor and overlay networks need extra set-up or do not "
        "work.",
    .violation_example = "dockerd started by root",
    .pass_example = "dockerd-rootless.sh started by an unprivileged user",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
