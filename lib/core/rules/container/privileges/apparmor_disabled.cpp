#include <algorithm>

#include "lib/core/rules/common/in_force.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.2"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/security/apparmor/"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::no_apparmor};
constexpr std::string_view kReads[] = {"container.apparmor_profile", "container.effective",   "container.privileged",
                                       "container.security_options", "container.userns_mode", "engine.security"};
constexpr std::string_view kWanted = "a profile";

bool asks_for_unconfined(const SecurityOptions& options) { return options.apparmor == "unconfined"; }

Verdict judge_profile(const ContainerFacts& container, const Context& context) {
  const auto& profile = container.apparmor_profile;
  if (!profile) return unknown(profile);
  // A running container of an engine with AppArmor has a name here, unless it is Podman's and privileged.
  const bool confined = *profile != "unconfined" && !profile->empty();
  if (confined) return pass();
  const Verdict verdict = violation(item("apparmor", profile, std::string(kWanted)));
  if (is_privileged(container)) return implied_by_privileged(verdict, container, context);
  return profile->empty() ? unknown(Cause::not_reported, profile.source(), profile.path()) : verdict;
}

Verdict judge_declared(const ContainerFacts& container, const Context& context) {
  if (!context.engine.security) return unknown(context.engine.security);
  if (!context.engine.security->apparmor) return not_applicable(NotApplicable::no_apparmor);
  const auto& options = container.security_options;
  if (!options) return unknown(options);
  if (!asks_for_unconfined(*options)) return judge_profile(container, context);
  return violation(
      item_of("apparmor", options, std::string(options.path()), "apparmor=unconfined", std::string(kWanted)));
}

/// "unconfined", or a profile in a mode that enforces nothing: "name (complain)".
bool is_unconfined(const ProcessCredentials& process) {
  const std::string_view label = process.label ? std::string_view(*process.label) : std::string_view();
  if (process.injected) return false;  // what may be done to one from outside has rules of its own
  return label == "unconfined" || label.ends_with(" (unconfined)") || label.ends_with(" (complain)");
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  Verdict declared = judge_declared(container, context);
  if (declared.kind != VerdictKind::pass || !any_process(container, is_unconfined)) return declared;
  const auto& processes = (*container.effective)->processes;
  const std::string label = *std::ranges::find_if(processes, is_unconfined)->label;
  return violation(item_of("apparmor", container.effective, "/proc/PID/attr/current",
                           label + with_declared(container.apparmor_profile), std::string(kWanted)));
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  std::vector<FixStep> changes;
  if (is_privileged(container)) changes.push_back(remove_privileged());
  if (asks_for_unconfined(*container.security_options)) changes.push_back(remove(kSecurityOpt, "apparmor=unconfined"));
  // The name of Podman's profile holds the version of a library.
  if (changes.empty() && context.engine.kind == EngineKind::docker) {
    changes.push_back(add(kSecurityOpt, "apparmor=docker-default"));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(apparmor_disabled){
    .id = "apparmor-disabled",
    .title = "Container runs without an AppArmor profile",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "The engine's profile forbids mounting and writing to the kernel's files below /proc and /sys even to "
        "root; without it only capabilities and masks stand there.",
    .remediation = "Leave the engine's default profile in force, or name one made for the program.",
    .impact = "Programs that mount file systems or write below /proc/sys fail with EACCES.",
    .violation_example = "--security-opt=apparmor=unconfined",
    .pass_example = "--security-opt=apparmor=my-profile",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
