#include <optional>

#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/version.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.14"}, {"1.8.0", "2.15"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/dockerd/",
                                            "https://man7.org/linux/man-pages/man2/PR_SET_NO_NEW_PRIVS.2const.html"};
constexpr std::string_view kReads[] = {"engine.security", "engine.no_new_privileges"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

/// Since API 1.43 the engine names the option if it is on.
bool tells(const EngineFacts& engine) {
  const std::optional<Version> api = parse_version(engine.api_version);
  return api && *api >= Version{1, 43};
}

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const Fact<bool> in_force = part_of(engine.security, &EngineSecurity::no_new_privileges);
  const Fact<bool>& set = engine.settings.no_new_privileges;
  if (in_force && *in_force) return pass();
  const bool told = !set && (!in_force || tells(engine));
  return judge_switch("no-new-privileges", told ? in_force : set, true);
}

}  // namespace

PLIMSOLL_RULE(no_new_privileges_default_off){
    .id = "no-new-privileges-default-off",
    .title = "Engine lets programs in containers gain privileges unless told otherwise",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "A setuid program in an image makes its caller root in the container; with the option it cannot, in any "
        "container that does not opt out.",
    .remediation = "Set no-new-privileges to true in daemon.json.",
    .impact = "Programs such as sudo, su and ping with file capabilities stop working in containers.",
    .violation_example = "no-new-privileges: false",
    .pass_example = "dockerd --no-new-privileges",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
