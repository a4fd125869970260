#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.12"}, {"1.8.0", "2.13"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/extend/plugins_authorization/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.authorization_plugins"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& plugins = engine.authorization_plugins;
  if (!plugins) return unknown(plugins);
  return plugins->empty() ? violation(item("authorization-plugins", plugins, "a plugin that decides on requests"))
                          : pass();
}

}  // namespace

PLIMSOLL_RULE(authorization_plugin_missing){
    .id = "authorization-plugin-missing",
    .title = "Whoever may use the engine may do everything",
    .severity = Severity::low,
    .cis = kCis,
    .rationale = "The engine knows no users: each client of its API can mount the host's files and so become root.",
    .remediation =
        "Add an authorization plugin with a rule for each kind of request, where several people or programs share the "
        "engine.",
    .impact = "The plugin sees each request; while it does not answer, the engine refuses all.",
    .violation_example = "no authorization-plugins",
    .pass_example = "authorization-plugins: [\"opa-docker-authz\"]",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
