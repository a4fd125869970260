#include <algorithm>

#include "lib/core/rules/common/in_force.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

using Seccomp = SecurityOptions::Seccomp;

constexpr CisControl kCis[] = {{"1.6.0", "5.22"}, {"1.6.0", "2.17"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/security/seccomp/"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::no_seccomp};
constexpr std::string_view kReads[] = {"container.effective", "container.privileged", "container.security_options",
                                       "container.userns_mode", "engine.security"};
constexpr std::string_view kAllowingActions[] = {"SCMP_ACT_ALLOW", "SCMP_ACT_LOG", "SCMP_ACT_TRACE"};
constexpr std::string_view kBuiltInProfiles[] = {"builtin", "default"};  // since, and before, engine 23.0
constexpr std::string_view kWanted = "a profile that refuses by default";

Verdict violated(const Fact<SecurityOptions>& options, std::string seen) {
  return violation(item_of("seccomp", options, std::string(options.path()), std::move(seen), std::string(kWanted)));
}

Verdict judge_custom(const Fact<SecurityOptions>& options) {
  const std::string& action = options->seccomp_default_action;
  if (action.empty()) return unknown(Cause::unreadable, options.source(), options.path());
  if (std::ranges::find(kAllowingActions, action) == std::end(kAllowingActions)) return pass();
  return violated(options, "seccomp profile with default action " + action);
}

/// What applies to a container that names no profile and is not privileged.
Verdict judge_engine(const Fact<EngineSecurity>& security) {
  const std::string& profile = *security->seccomp_profile;
  if (std::ranges::find(kBuiltInProfiles, profile) != std::end(kBuiltInProfiles)) return pass();
  // A file on the host, of which the engine tells the name only.
  if (profile != "unconfined") return unknown(Cause::not_reported, security.source(), security.path());
  return violation(
      item_of("seccomp", security, std::string(security.path()), "seccomp,profile=unconfined", std::string(kWanted)));
}

Verdict judge_default(const ContainerFacts& container, const Context& context) {
  const auto& security = context.engine.security;
  if (!security) return unknown(security);
  if (!security->seccomp_profile) return not_applicable(NotApplicable::no_seccomp);
  Verdict verdict = judge_engine(security);
  if (verdict.kind == VerdictKind::violation) return verdict;
  if (!container.privileged) return unknown(container.privileged);
  if (!*container.privileged) return verdict;
  return implied_by_privileged(violation(item("seccomp", container.privileged, "false")), container, context);
}

Verdict judge_declared(const ContainerFacts& container, const Context& context) {
  const auto& options = container.security_options;
  switch (options->seccomp) {
    case Seccomp::unconfined:
      return violated(options, "seccomp=unconfined");
    case Seccomp::custom:
      return judge_custom(options);
    case Seccomp::not_set:
      break;
  }
  return judge_default(container, context);
}

/// Of those that the container started: what else may be done to one from outside has rules of its own.
bool runs_without_filter(const ContainerFacts& container) {
  return any_process(container,
                     [](const auto& process) { return !process.injected && process.seccomp == SeccompMode::disabled; });
}

/// What a filter refuses the kernel does not tell; that there is none it does.
Verdict judge(const ContainerFacts& container, const Context& context) {
  if (!container.security_options) return unknown(container.security_options);
  Verdict declared = judge_declared(container, context);
  const bool undecided = declared.kind == VerdictKind::pass || declared.kind == VerdictKind::unknown;
  if (!undecided || !runs_without_filter(container)) return declared;
  return violation(item_of("seccomp", container.effective, "/proc/PID/status Seccomp",
                           "0, though " + std::string(container.security_options.path()) + " asks for no such thing",
                           std::string(kWanted)));
}

std::string_view default_profile(EngineKind engine) {
  return engine == EngineKind::podman ? "seccomp=/usr/share/containers/seccomp.json" : "seccomp=builtin";
}

bool engine_is_unconfined(const EngineFacts& engine) {
  return engine.security && engine.security->seccomp_profile == "unconfined";
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  const Seccomp seccomp = container.security_options->seccomp;
  std::vector<FixStep> changes;
  if (is_privileged(container)) changes.push_back(remove_privileged());
  if (seccomp == Seccomp::unconfined) changes.push_back(remove(kSecurityOpt, "seccomp=unconfined"));
  // The engine keeps the profile's text, not the name of its file.
  if (seccomp == Seccomp::custom) changes.push_back(remove(kSecurityOpt, "seccomp=FILE"));
  if (changes.empty() || engine_is_unconfined(context.engine)) {
    changes.push_back(add(kSecurityOpt, default_profile(context.engine.kind)));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(seccomp_disabled){
    .id = "seccomp-disabled",
    .title = "Container may make any system call",
    .severity = Severity::high,
    .cis = kCis,
    .rationale =
        "The default seccomp profile refuses the system calls that most kernel exploits begin with; without it, or "
        "with one that allows by default, every bug of the kernel is within reach.",
    .remediation =
        "Leave the engine's default profile in force; for a program that needs one more call, extend a copy of "
        "it.",
    .impact = "Programs that trace others, mount, or make namespaces of their own may fail with EPERM.",
    .violation_example = "--security-opt=seccomp=unconfined, or a profile whose default action allows",
    .pass_example = "--security-opt=seccomp=PROFILE.json, a profile whose default action refuses",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
