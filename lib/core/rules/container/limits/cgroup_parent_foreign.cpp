#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.25"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/",
                                            "https://man7.org/linux/man-pages/man7/cgroups.7.html"};
constexpr std::string_view kReads[] = {"container.cgroup_parent"};

constexpr std::string_view kAllowed[] = {"docker", "machine.slice", "system.slice", "user.slice"};
constexpr Setting kAllow{.name = "allow",
                         .type = Setting::Type::list,
                         .default_list = kAllowed,
                         .about =
                             "Control groups that may be named as parent, each with those below it; the default "
                             "is where engines put containers by themselves."};
constexpr Setting kSettings[] = {kAllow};

/// The engine takes a parent with and without the leading slash for the same.
std::string from_root(std::string_view group) { return canonical_path("/" + std::string(group)); }

bool is_allowed(const std::string& parent, const Settings& settings) {
  std::vector<std::string> groups;
  for (const std::string_view group : settings.list(kAllow)) groups.push_back(from_root(group));
  const std::vector<std::string_view> list(groups.begin(), groups.end());
  return is_within(from_root(parent), list);
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  const auto& parent = container.cgroup_parent;
  if (!parent) return unknown(parent);
  if (parent->empty() || is_allowed(*parent, context.settings)) return pass();
  return violation(item(*parent, parent, "the engine's own, or an allowed one"));
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict&) {
  if (!container.cgroup_parent) return {};
  const std::string& parent = *container.cgroup_parent;
  return {to_remove("--cgroup-parent=" + parent, "cgroup_parent: " + compose_text(parent))};
}

}  // namespace

PLIMSOLL_RULE(cgroup_parent_foreign){
    .id = "cgroup-parent-foreign",
    .title = "Container lives below a control group that is not the engine's",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "It escapes the limits and the accounting that the host sets for all containers together, and may use "
        "up what is reserved for others.",
    .remediation = "Start it without --cgroup-parent, or list the group in `allow` if it was made for containers.",
    .impact = "Limits that were set on the other group no longer hold for the container.",
    .violation_example = "--cgroup-parent=/databases",
    .pass_example = "--cgroup-parent=/docker/web, below the engine's own group",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
