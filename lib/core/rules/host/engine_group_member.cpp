#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "1.1.2"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/install/linux-postinstall/#manage-docker-as-a-non-root-user",
    "https://www.cisecurity.org/benchmark/docker",
};
constexpr std::string_view kReads[] = {"host.engine_group"};

constexpr Setting kSettings[] = {{
    .name = "allow",
    .type = Setting::Type::list,
    .about = "Users who are trusted with root on this host.",
}};

constexpr std::uint32_t kRoot = 0;
constexpr std::uint32_t kOverflow = 65534;  // the kernel's stand-in for one that this user namespace cannot show

Verdict judge(const HostFacts& host, const Context& context) {
  const auto& group = host.engine_group;
  if (!group) return unknown(group);
  if (group->gid == kRoot) return pass();  // those in root's group were trusted with root, not with the engine
  if (group->gid == kOverflow) return unknown(Cause::no_permission, group.source(), group.path());
  const std::vector<std::string_view> allowed = context.settings.list(kSettings[0]);
  ItemList items;
  for (const std::string& user : group->members) {
    if (user == "root" || std::ranges::count(allowed, user) != 0) continue;
    items.add(item_of(user, group, std::string(group.path()), "member of " + group->name, "a user that `allow` lists"));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(engine_group_member){
    .id = "engine-group-member",
    .title = "User may use the engine, and so is root on the host",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Whoever is in the group of the API socket starts a privileged container and is root, without a password and "
        "without a line in sudo's log.",
    .remediation =
        "Take from the group whoever need not be root (gpasswd --delete USER docker); list the others under `allow`.",
    .impact = "Whoever is taken out can no longer run docker without sudo, from the next login on.",
    .violation_example = "usermod --append --groups docker alice",
    .pass_example = "the group docker has no member but root, or only users that `allow` lists",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
