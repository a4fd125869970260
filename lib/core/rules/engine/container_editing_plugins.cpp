#include <optional>

#include "lib/core/rules/common/switches.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/version.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://github.com/containerd/nri",
                                            "https://docs.docker.com/reference/cli/dockerd/"};
constexpr std::string_view kReads[] = {"engine.nri"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

/// Before API 1.53 engines know no such plugins and do not say so.
bool is_older(const EngineFacts& engine) {
  const std::optional<Version> api = parse_version(engine.api_version);
  return api && *api < Version{1, 53};
}

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  if (!engine.nri && is_older(engine)) return pass();
  return judge_switch("nri", engine.nri, false);
}

}  // namespace

PLIMSOLL_RULE(container_editing_plugins){
    .id = "container-editing-plugins",
    .title = "Plugins may edit every container as it is made",
    .severity = Severity::medium,
    .rationale =
        "Such a plugin adds mounts, devices and hooks after the engine has decided: what inspect shows is then not "
        "what runs.",
    .remediation = "Switch NRI off in daemon.json, or accept it for the plugins that you know.",
    .impact = "What those plugins add, such as devices or pinned processors, is missing in new containers.",
    .violation_example = "nri-opts with enable: true",
    .pass_example = "NRI off",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
