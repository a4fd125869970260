#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.26"}, {"1.6.0", "2.14"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
                                            "https://docs.kernel.org/userspace-api/no_new_privs.html"};
constexpr std::string_view kReads[] = {"container.security_options", "engine.no_new_privileges", "engine.security"};

/// Since API 1.43 the engine itself names its default; before, only what it was told does.
bool is_default_of(const EngineFacts& engine) {
  const auto& told = engine.settings.no_new_privileges;
  return (engine.security && engine.security->no_new_privileges) || (told && *told);
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  const auto& options = container.security_options;
  if (!options) return unknown(options);
  if (options->no_new_privileges.value_or(is_default_of(context.engine))) return pass();
  const auto& security = context.engine.security;
  if (!options->no_new_privileges && !security) return unknown(security);
  const std::string seen = options->no_new_privileges ? "no-new-privileges=false" : "not set";
  return violation(item_of("no-new-privileges", options, std::string(options.path()), seen, "no-new-privileges=true"));
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict&) {
  std::vector<FixStep> changes;
  if (container.security_options->no_new_privileges) {
    changes.push_back(remove(kSecurityOpt, "no-new-privileges:false"));
  }
  changes.push_back(add(kSecurityOpt, "no-new-privileges:true"));
  return changes;
}

}  // namespace

PLIMSOLL_RULE(no_new_privileges_missing){
    .id = "no-new-privileges-missing",
    .title = "Processes of the container may gain privileges",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "A set-id program in the image, sudo or su for one, turns an intruder without privileges into the "
        "container's root.",
    .remediation = "Set no-new-privileges for the container, or for all in the engine's configuration.",
    .impact = "sudo, su, ping with file capabilities and other set-id programs in the container no longer gain rights.",
    .violation_example = "docker run nginx, where the engine does not set it for all",
    .pass_example = "--security-opt=no-new-privileges",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
