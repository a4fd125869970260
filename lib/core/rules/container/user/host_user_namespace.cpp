#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.31"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/security/userns-remap/"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::no_user_namespace_remapping,
                                            NotApplicable::user_namespace_remapped};
constexpr std::string_view kReads[] = {"container.userns_mode", "engine.security"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (!container.userns_mode) return unknown(container.userns_mode);
  if (*container.userns_mode != "host") return pass();
  const auto& security = context.engine.security;
  if (!security) return unknown(security);
  // The user namespace of a rootless engine is one nobody can opt out of.
  if (security->rootless) return not_applicable(NotApplicable::user_namespace_remapped);
  if (!security->user_namespace) return not_applicable(NotApplicable::no_user_namespace_remapping);
  return violation(item("userns", container.userns_mode, "the engine's user namespace"));
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) {
  return {to_remove("--userns=host", "userns_mode: host")};
}

}  // namespace

PLIMSOLL_RULE(host_user_namespace){
    .id = "host-user-namespace",
    .title = "Container opts out of the user namespace",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "The engine maps users of containers to unprivileged ones of the host; this container's root is the "
        "host's root all the same.",
    .remediation = "Start it without --userns=host.",
    .impact =
        "Files of its volumes belong to other users then, and host namespaces or --privileged cannot be combined "
        "with the mapping.",
    .violation_example = "--userns=host on an engine with userns-remap",
    .pass_example = "the same engine without --userns",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
