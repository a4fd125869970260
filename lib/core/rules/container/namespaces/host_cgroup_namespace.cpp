#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/",
                                            "https://man7.org/linux/man-pages/man7/cgroup_namespaces.7.html"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::cgroup_v1};
constexpr std::string_view kReads[] = {"container.cgroupns_mode", "engine.cgroup_version"};

Verdict judge(const ContainerFacts& container, const Context& context) {
  const auto& version = context.engine.cgroup_version;
  if (!version) return unknown(version);
  if (*version == 1) return not_applicable(NotApplicable::cgroup_v1);

  const auto& mode = container.cgroupns_mode;
  if (!mode) return unknown(mode);
  // Podman before 5, and containers that an old Docker made: the engine's default of that time holds.
  if (mode->empty()) return unknown(Cause::not_reported, mode.source(), mode.path());
  if (*mode != "host") return pass();
  return violation(item("cgroup", mode, "private"));
}

bool host_is_the_default(const EngineFacts& engine) {
  return engine.security && !engine.security->private_cgroup_namespace;
}

std::vector<FixStep> fix(const ContainerFacts&, const Context& context, const Verdict&) {
  if (host_is_the_default(context.engine)) return {to_add("--cgroupns=private", "cgroup: private")};
  return {to_remove("--cgroupns=host", "cgroup: host")};
}

}  // namespace

PLIMSOLL_RULE(host_cgroup_namespace){
    .id = "host-cgroup-namespace",
    .title = "Container sees the host's control groups",
    .severity = Severity::low,
    .rationale =
        "It learns the names of all containers and services of the host, and a writable cgroup mount then "
        "reaches those of others.",
    .remediation = "Start it without --cgroupns=host, and leave the engine's default at private.",
    .impact = "Monitoring from inside sees the container's own control group only.",
    .violation_example = "--cgroupns=host on cgroup v2",
    .pass_example = "--cgroupns=private",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
