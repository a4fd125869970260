#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.5"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#privileged"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};
constexpr std::string_view kReads[] = {"container.privileged", "container.userns_mode", "engine.security"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (!container.privileged) return unknown(container.privileged);
  if (!*container.privileged) return pass();
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  if (*remapped) return not_applicable(NotApplicable::user_namespace_remapped);
  return violation(item("privileged", container.privileged, "false"));
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) { return {remove_privileged()}; }

}  // namespace

PLIMSOLL_RULE(privileged){
    .id = "privileged",
    .title = "Container runs privileged",
    .severity = Severity::critical,
    .cis = kCis,
    .rationale =
        "It holds every capability and every device of the host, without seccomp or AppArmor: root in it is "
        "root on the host.",
    .remediation = "Start it without --privileged; grant the one capability or device that it needs.",
    .impact =
        "What it does with devices, kernel settings or mounts fails until the capability or device for it is granted.",
    .violation_example = "--privileged",
    .pass_example = "--cap-add=NET_ADMIN --device=/dev/net/tun in its place",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
