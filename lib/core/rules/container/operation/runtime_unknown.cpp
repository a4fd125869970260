#include <algorithm>

#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/daemon/alternative-runtimes/",
                                            "https://github.com/opencontainers/runtime-spec"};
constexpr std::string_view kReads[] = {"container.runtime", "engine.default_runtime"};
constexpr std::string_view kKnown[] = {"crun",
                                       "io.containerd.kata.v2",
                                       "io.containerd.runc.v2",
                                       "io.containerd.runsc.v1",
                                       "kata",
                                       "kata-runtime",
                                       "runc",
                                       "runsc",
                                       "youki"};
constexpr Setting kSettings[] = {{
    .name = "allow",
    .type = Setting::Type::list,
    .default_list = kKnown,
    .about = "Names of runtimes that containers may be started by.",
}};

/// No name is the engine's default.
const Fact<std::string>& runtime_of(const ContainerFacts& container, const EngineFacts& engine) {
  const auto& own = container.runtime;
  return own && own->empty() ? engine.default_runtime : own;
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  const auto& runtime = runtime_of(container, context.engine);
  if (!runtime) return unknown(runtime);
  if (runtime->empty()) return unknown(Cause::not_reported, runtime.source(), runtime.path());
  if (std::ranges::count(context.settings.list(kSettings[0]), *runtime) != 0) return pass();
  return violation(item(*runtime, runtime, "a runtime that the policy allows"));
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  const auto& by_default = context.engine.default_runtime;
  const std::string& runtime = *runtime_of(container, context.engine);
  if (by_default && *by_default == runtime) return {to_add("--runtime=runc", "runtime: runc")};
  return {to_remove("--runtime=" + runtime, "runtime: " + compose_text(runtime))};
}

}  // namespace

PLIMSOLL_RULE(runtime_unknown){
    .id = "runtime-unknown",
    .title = "Container was started by a runtime that nobody vouched for",
    .severity = Severity::medium,
    .rationale =
        "The runtime decides what the container really gets: a wrapper may add devices and mounts or leave out seccomp "
        "and AppArmor, and nothing that the engine tells would show it.",
    .remediation = "Start it by the engine's runtime; allow the name of a runtime once somebody has looked at it.",
    .impact = "What the runtime adds, GPUs for instance, is missing; CDI devices need no runtime of their own.",
    .violation_example = "docker run --runtime=my-wrapper IMAGE",
    .pass_example = "docker run --runtime=runsc IMAGE",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
