#include "lib/core/rules/container/mounts/host_mounts.hpp"

#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/container/mounts/true_source.hpp"
#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll {
namespace {

constexpr ListOption kVolume{"--volume", "volumes"};

bool has_item(const Verdict& verdict, std::string_view key) {
  return std::ranges::find(verdict.items, key, &Item::key) != verdict.items.end();
}

/// A bind's source is told by the container's own mounts, a volume's by its options.
std::string field_of(const Fact<std::string>& source, const Mount& mount, const std::string& mount_path) {
  if (mount.type == "bind") return mount_path + ".Source";
  return "Volumes[" + mount.volume_name + "]." + std::string(source.path());
}

void add_source(HostMounts& mounts, const Mount& mount, const Fact<std::string>& source,
                const std::string& mount_path) {
  if (!source) {
    if (!mounts.unknown) mounts.unknown = unknown(source.cause(), source.source(), mount_path + ".Source");
  } else if (!source->empty()) {
    mounts.known.push_back(
        {mount, canonical_path(*source), {source.source(), field_of(source, mount, mount_path), *source, ""}});
  }
}

bool is_trusted(const Mount& mount, const Context& context) {
  const std::string_view driver = plugin_driver(mount, context);
  return !driver.empty() && std::ranges::count(context.settings.list(kTrustedVolumeDrivers), driver) != 0;
}

std::string options_of(const Mount& mount) {
  std::string options = mount.read_write ? "" : ":ro";
  if (mount.propagation.empty() || mount.propagation == "rprivate") return options;
  return options + (options.empty() ? ":" : ",") + mount.propagation;
}

Item item_of(const HostMount& mount, std::string_view wanted) {
  Item item{mount.evidence.seen, mount.evidence};
  item.evidence.wanted = wanted;
  return item;
}

Verdict judge_known(const HostMounts& mounts, std::string_view wanted, const MountTest& is_wrong) {
  ItemList items;
  for (const HostMount& mount : mounts.known) {
    if (is_wrong(mount)) items.add(item_of(mount, wanted));
  }
  if (items.empty() && mounts.unknown) return *mounts.unknown;
  return items.take_verdict();
}

/// Why mounts that look harmless may not be.
Verdict judge_harmless(const HostMounts& mounts, const EngineFacts& engine) {
  if (!mounts.known.empty() && !engine.root_directory) return unknown(engine.root_directory);
  return pass();
}

}  // namespace

HostMounts host_mounts(const ContainerFacts& container, const Context& context) {
  HostMounts mounts;
  for (std::size_t i = 0; i < container.mounts->size(); ++i) {
    const Mount& mount = (*container.mounts)[i];
    if (is_trusted(mount, context)) continue;
    add_source(mounts, mount, true_source(mount, context), element(container.mounts, i));
  }
  return mounts;
}

Verdict judge_host_mounts(const ContainerFacts& container, const Context& context, std::string_view wanted,
                          const MountTest& is_wrong) {
  if (!container.mounts) return unknown(container.mounts);
  return judge_known(host_mounts(container, context), wanted, is_wrong);
}

Verdict judge_sensitive_mounts(const ContainerFacts& container, const Context& context, std::string_view wanted,
                               const MountTest& is_wrong) {
  if (!container.mounts) return unknown(container.mounts);
  const HostMounts mounts = host_mounts(container, context);
  Verdict verdict = judge_known(mounts, wanted, is_wrong);
  return verdict.kind == VerdictKind::pass ? judge_harmless(mounts, context.engine) : verdict;
}

std::vector<HostMount> mounts_of(const Verdict& verdict, const ContainerFacts& container, const Context& context) {
  if (!container.mounts) return {};
  std::vector<HostMount> mounts = host_mounts(container, context).known;
  std::erase_if(mounts, [&](const HostMount& mount) { return !has_item(verdict, mount.evidence.seen); });
  return mounts;
}

std::string volume_argument(const Mount& mount) {
  const std::string& source = mount.type == "volume" ? mount.volume_name : mount.source;
  return source + ":" + mount.destination + options_of(mount);
}

FixStep remove_mount(const Mount& mount) { return remove(kVolume, volume_argument(mount)); }

FixStep add_mount(const Mount& mount) { return add(kVolume, volume_argument(mount)); }

std::vector<FixStep> remove_mounts(const ContainerFacts& container, const Context& context, const Verdict& verdict) {
  std::vector<FixStep> changes;
  for (const HostMount& mount : mounts_of(verdict, container, context)) changes.push_back(remove_mount(mount.mount));
  return changes;
}

}  // namespace plimsoll
