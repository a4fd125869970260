#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.5"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#privileged",
                                            "https://docs.docker.com/engine/security/rootless/"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::no_user_namespace_remapping};
constexpr std::string_view kReads[] = {"container.privileged", "container.userns_mode", "engine.security"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (!container.privileged) return unknown(container.privileged);
  if (!*container.privileged) return pass();
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  if (!*remapped) return not_applicable(NotApplicable::no_user_namespace_remapping);
  return violation(item("privileged", container.privileged, "false"));
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) { return {remove_privileged()}; }

}  // namespace

PLIMSOLL_RULE(privileged_in_user_namespace){
    .id = "privileged-in-user-namespace",
    .title = "Container runs privileged in a user namespace",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "Its root is nobody on the host, but it has every capability over its own namespaces and neither seccomp "
        "nor AppArmor: the user namespace is the one layer left.",
    .remediation = "Start it without --privileged; grant the one capability or device that it needs.",
    .impact = "What it does with mounts or kernel settings of its own fails until the capability for it is granted.",
    .violation_example = "--privileged on a rootless engine",
    .pass_example = "--cap-add=NET_ADMIN on a rootless engine",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
