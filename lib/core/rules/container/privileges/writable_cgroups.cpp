#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
                                            "https://man7.org/linux/man-pages/man7/cgroups.7.html"};
constexpr std::string_view kReads[] = {"container.security_options"};

Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& options = container.security_options;
  if (!options) return unknown(options);
  if (!options->writable_cgroups) return pass();
  return violation(
      item_of("cgroups", options, std::string(options.path()), "writable-cgroups=true", "read-only, as by default"));
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) {
  return {remove(kSecurityOpt, "writable-cgroups=true")};
}

}  // namespace

PLIMSOLL_RULE(writable_cgroups){
    .id = "writable-cgroups",
    .title = "Container may change control groups",
    .severity = Severity::high,
    .rationale =
        "It moves its processes between groups of its own and sets their limits, past what monitoring expects; with "
        "the host's control group namespace it reaches the groups of others.",
    .remediation = "Start it without writable-cgroups; run what manages groups of its own in a rootless engine.",
    .impact = "systemd and container engines in the container cannot make groups for what they start.",
    .violation_example = "docker run --security-opt writable-cgroups=true IMAGE",
    .pass_example = "docker run --security-opt writable-cgroups=false IMAGE",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
