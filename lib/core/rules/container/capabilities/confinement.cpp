#include "lib/core/rules/container/capabilities/confinement.hpp"

#include "lib/core/rules/common/referenced_rules.hpp"

namespace plimsoll {
namespace {

/// Docker's, or Podman's, whose name ends in the version of a library.
bool is_default_profile(std::string_view name) {
  return name == "docker-default" || name.starts_with("containers-default-");
}

Verdict judge_by(const Rule& rule, const ContainerFacts& container, const Context& context) {
  return std::get<ContainerJudge>(rule.judge)(container, context);
}

Verdict judge_apparmor(const ContainerFacts& container, const Context& context) {
  Verdict verdict = judge_by(rules::apparmor_disabled, container, context);
  if (verdict.kind != VerdictKind::pass) return verdict;
  const auto& profile = container.apparmor_profile;
  return is_default_profile(*profile) ? pass() : unknown(Cause::unresolved, profile.source(), profile.path());
}

}  // namespace

Verdict judge_confinement(const ContainerFacts& container, const Context& context) {
  Verdict selinux = judge_by(rules::selinux_disabled, container, context);
  if (selinux.kind == VerdictKind::pass) return selinux;
  Verdict apparmor = judge_apparmor(container, context);
  if (apparmor.kind == VerdictKind::pass || apparmor.kind == VerdictKind::unknown) return apparmor;
  if (selinux.kind == VerdictKind::unknown) return selinux;
  return {.kind = VerdictKind::violation};
}

}  // namespace plimsoll
