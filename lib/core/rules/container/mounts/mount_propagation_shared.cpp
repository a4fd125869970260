#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/container/mounts/host_mounts.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.20"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/storage/bind-mounts/#configure-bind-propagation",
    "https://docs.kernel.org/filesystems/sharedsubtree.html"};
constexpr std::string_view kReads[] = {"container.mounts"};

bool is_shared(const Mount& mount) { return mount.propagation == "shared" || mount.propagation == "rshared"; }

Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& mounts = container.mounts;
  if (!mounts) return unknown(mounts);
  ItemList items;
  for (std::size_t i = 0; i < mounts->size(); ++i) {
    const Mount& mount = (*mounts)[i];
    if (!is_shared(mount)) continue;
    const std::string path = element(mounts, i) + ".Propagation";
    items.add(item_of(mount.source, mounts, path, mount.propagation, "private or slave"));
  }
  return items.take_verdict();
}

/// slave, not private: what the host mounts later still appears in the container.
std::vector<FixStep> fix(const ContainerFacts& container, const Context&, const Verdict&) {
  if (!container.mounts) return {};
  std::vector<FixStep> changes;
  for (Mount mount : *container.mounts) {
    if (!is_shared(mount)) continue;
    changes.push_back(remove_mount(mount));
    mount.propagation = mount.propagation == "shared" ? "slave" : "rslave";
    changes.push_back(add_mount(mount));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(mount_propagation_shared){
    .id = "mount-propagation-shared",
    .title = "Mounts made in the container appear on the host",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "With shared propagation whatever the container mounts below this directory is mounted on the host "
        "and in every container that shares it, over what was there.",
    .remediation =
        "Use private propagation, the default, or slave if the container must see what the host mounts later.",
    .impact = "A storage driver that mounts file systems for others from inside a container needs shared propagation.",
    .violation_example = "--volume=/srv/data:/data:rshared",
    .pass_example = "--volume=/srv/data:/data:rslave",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
