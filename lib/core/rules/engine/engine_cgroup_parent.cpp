#include <algorithm>

#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.10"}, {"1.8.0", "2.11"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/dockerd/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"engine.cgroup_parent"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

constexpr std::string_view kDefaults[] = {"/docker", "system.slice"};
constexpr Setting kAllow{.name = "allow",
                         .type = Setting::Type::list,
                         .default_list = kDefaults,
                         .about = "Control groups that containers may be in."};
constexpr Setting kSettings[] = {kAllow};

Verdict judge(const EngineFacts& engine, const Context& context) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& parent = engine.settings.cgroup_parent;
  if (!parent) return unknown(parent);
  if (parent->empty()) return pass();
  const auto allowed = context.settings.list(kAllow);
  if (std::ranges::find(allowed, *parent) != allowed.end()) return pass();
  return violation(item("cgroup-parent", parent, "not set, or one that the policy allows"));
}

}  // namespace

PLIMSOLL_RULE(engine_cgroup_parent){
    .id = "engine-cgroup-parent",
    .title = "Engine puts containers into a control group of its own choice",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Limits that the host sets on the usual group do not reach containers that live elsewhere, next to the "
        "services of the host.",
    .remediation = "Remove cgroup-parent, or allow the group in the policy if it has limits of its own.",
    .impact = "Containers move to the default group when they are started again.",
    .violation_example = "cgroup-parent: /",
    .pass_example = "cgroup-parent: system.slice, where systemd keeps containers anyway",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
