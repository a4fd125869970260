#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/user_id.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/",
                                            "https://man7.org/linux/man-pages/man7/credentials.7.html"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};
constexpr std::string_view kReads[] = {"container.group_add", "container.userns_mode", "engine.security"};

// Numbers beside names: a name is looked up in the image, and its number is what counts on the host.
constexpr std::string_view kGroups[] = {"root",   "0",      "disk",    "6",           "kmem", "15",   "shadow", "42",
                                        "docker", "podman", "libvirt", "incus-admin", "lxd",  "sudo", "wheel"};
constexpr Setting kSettings[] = {{
    .name = "groups",
    .type = Setting::Type::list,
    .default_list = kGroups,
    .about = "Names and numbers of groups that no container may be given.",
}};

bool same_group(std::string_view a, std::string_view b) {
  const auto id = parse_id(a);
  return a == b || (id && id == parse_id(b));
}

Verdict judge_groups(const Fact<std::vector<std::string>>& given, const std::vector<std::string_view>& dangerous) {
  ItemList items;
  for (std::size_t i = 0; i < given->size(); ++i) {
    const std::string& group = (*given)[i];
    if (std::ranges::none_of(dangerous, [&](std::string_view name) { return same_group(group, name); })) continue;
    items.add(item_of(group, given, element(given, i), group, "a group without power over the host"));
  }
  return items.take_verdict();
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (!container.group_add) return unknown(container.group_add);
  Verdict verdict = judge_groups(container.group_add, context.settings.list(kSettings[0]));
  if (verdict.kind == VerdictKind::pass) return verdict;
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  if (*remapped) return not_applicable(NotApplicable::user_namespace_remapped);
  return verdict;
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict& verdict) {
  std::vector<FixStep> changes;
  for (const Item& group : verdict.items) changes.push_back(remove(kGroupAdd, group.key));
  return changes;
}

}  // namespace

PLIMSOLL_RULE(dangerous_supplementary_group){
    .id = "dangerous-supplementary-group",
    .title = "Container is in a group with power over the host",
    .severity = Severity::high,
    .rationale =
        "Members of groups such as docker, disk or shadow may use the engine's socket, raw disks or password "
        "hashes wherever those are visible in the container.",
    .remediation = "Start it without the group; give the file that it needs a group of its own.",
    .impact = "It loses access to files and sockets that only this group may open.",
    .violation_example = "--group-add=docker, or --group-add=0, which is root's",
    .pass_example = "--group-add=video",
    .references = kReferences,
    .settings = kSettings,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
