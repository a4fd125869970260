#include "lib/core/rules/container/devices/devices.hpp"

#include <algorithm>
#include <set>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/container/devices/device_requests.hpp"
#include "lib/core/rules/container/mounts/host_mounts.hpp"
#include "lib/core/rules/container/mounts/true_source.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"
#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kEveryDevice = "/dev";
constexpr std::string_view kWanted = "not in the container";

struct Found {
  Item item;
  bool storage;
};

void append_devices(const Fact<std::vector<Device>>& devices, std::vector<Found>& found) {
  if (!devices) return;
  for (std::size_t i = 0; i < devices->size(); ++i) {
    const std::string& path = (*devices)[i].path_on_host;
    found.push_back({item_of(path, devices, element(devices, i) + ".PathOnHost", path, std::string(kWanted)),
                     is_storage_or_memory(canonical_path(path))});
  }
}

/// The whole of /dev is a matter of the rules about host paths.
bool is_device_mount(const HostMount& mount) { return relation(mount.path, kEveryDevice) == Relation::below; }

void append_mounted(const ContainerFacts& container, const Context& context, std::vector<Found>& found) {
  if (!container.mounts) return;
  for (const HostMount& mount : host_mounts(container, context).known) {
    if (!is_device_mount(mount)) continue;
    // Such a volume shows files, mostly of a data disk: not the blocks below every permission.
    const bool storage = is_storage_or_memory(mount.path) && !mounts_file_system(mount.mount, context);
    found.push_back({{mount.evidence.seen, mount.evidence}, storage});
    found.back().item.evidence.wanted = kWanted;
  }
}

void append_requested(const Fact<std::vector<DeviceRequest>>& requests, std::vector<Item>& items) {
  if (!requests) return;
  for (std::size_t i = 0; i < requests->size(); ++i) {
    for (const std::string& name : names_of((*requests)[i])) {
      items.push_back(item_of(name, requests, element(requests, i), name, std::string(kWanted)));
    }
  }
}

std::vector<Item> devices_with_a_path(const ContainerFacts& container, const Context& context, bool storage) {
  std::vector<Found> found;
  append_devices(container.devices, found);
  append_mounted(container, context, found);
  std::vector<Item> items;
  for (Found& device : found) {
    if (device.storage == storage) items.push_back(std::move(device.item));
  }
  return items;
}

/// The shortest one that means the same.
std::string device_argument(const Device& device) {
  std::string argument = device.path_on_host;
  if (device.path_in_container != device.path_on_host) argument += ":" + device.path_in_container;
  const bool all = device.cgroup_permissions.empty() || device.cgroup_permissions == "rwm";
  return all ? argument : argument + ":" + device.cgroup_permissions;
}

using Keys = std::set<std::string_view>;

void remove_given(const ContainerFacts& container, const Keys& keys, std::vector<FixStep>& changes) {
  if (!container.devices) return;
  for (const Device& device : *container.devices) {
    if (keys.contains(device.path_on_host)) changes.push_back(remove(kDevice, device_argument(device)));
  }
}

void remove_mounted(const ContainerFacts& container, const Context& context, const Keys& keys,
                    std::vector<FixStep>& changes) {
  if (!container.mounts) return;
  for (const HostMount& mount : host_mounts(container, context).known) {
    if (is_device_mount(mount) && keys.contains(mount.evidence.seen)) changes.push_back(remove_mount(mount.mount));
  }
}

void remove_requested(const ContainerFacts& container, const Keys& keys, std::vector<FixStep>& changes) {
  if (!container.device_requests) return;
  for (const DeviceRequest& request : *container.device_requests) {
    for (const std::string& name : names_of(request)) {
      if (keys.contains(name)) changes.push_back(remove_request(request, name));
    }
  }
}

}  // namespace

std::vector<Item> storage_devices(const ContainerFacts& container, const Context& context) {
  return devices_with_a_path(container, context, true);
}

std::vector<Item> other_devices(const ContainerFacts& container, const Context& context) {
  std::vector<Item> items = devices_with_a_path(container, context, false);
  append_requested(container.device_requests, items);
  return items;
}

Item every_device(const ContainerFacts& container) {
  return item(std::string(kEveryDevice), container.privileged, "false");
}

Verdict unnamed_devices(const ContainerFacts& container) {
  if (!container.devices) return pass();
  for (std::size_t i = 0; i < container.devices->size(); ++i) {
    const std::string path = canonical_path((*container.devices)[i].path_on_host);
    if (path == kEveryDevice || path.starts_with("/dev/")) continue;
    return unknown(Cause::unresolved, container.devices.source(), element(container.devices, i) + ".PathOnHost");
  }
  return pass();
}

Verdict device_facts(const ContainerFacts& container) {
  if (!container.privileged) return unknown(container.privileged);
  if (!container.devices) return unknown(container.devices);
  if (!container.mounts) return unknown(container.mounts);
  return pass();
}

std::vector<FixStep> fix_devices(const ContainerFacts& container, const Context& context, const Verdict& verdict) {
  Keys keys;
  for (const Item& device : verdict.items) keys.insert(device.key);
  std::vector<FixStep> changes;
  if (is_privileged(container) && keys.contains(kEveryDevice)) changes.push_back(remove_privileged());
  remove_given(container, keys, changes);
  remove_mounted(container, context, keys, changes);
  remove_requested(container, keys, changes);
  return changes;
}

}  // namespace plimsoll
