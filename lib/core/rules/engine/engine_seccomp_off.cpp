#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.17"}, {"1.8.0", "2.18"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/security/seccomp/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.security"};

Verdict judge(const EngineFacts& engine, const Context&) {
  const auto& security = engine.security;
  if (!security) return unknown(security);
  const std::string profile = security->seccomp_profile.value_or("none");
  if (security->seccomp_profile && profile != "unconfined") return pass();
  return violation(
      item_of("seccomp-profile", security, std::string(security.path()), profile, "builtin, or a profile of your own"));
}

}  // namespace

PLIMSOLL_RULE(engine_seccomp_off){
    .id = "engine-seccomp-off",
    .title = "Engine filters no system calls",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "Every container may then make all of some 400 calls; most bugs of the kernel that let one out are in calls "
        "that the profile stops.",
    .remediation =
        "Remove seccomp-profile: unconfined from daemon.json, or use a kernel and an engine that are built with "
        "seccomp.",
    .impact = "Programs that need a call outside the profile fail: give those containers a profile of their own.",
    .violation_example = "seccomp-profile: unconfined",
    .pass_example = "profile builtin, default, or the path of a file",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
