#include "lib/core/rules/devices.hpp"

#include <algorithm>
#include <set>

#include "lib/core/rules/device_requests.hpp"
#include "lib/core/rules/host_mounts.hpp"
#include "lib/core/rules/host_paths.hpp"
#include "lib/core/rules/items.hpp"
#include "lib/core/rules/list_option.hpp"
#include "lib/core/rules/privileges.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kEveryDevice = "/dev";
constexpr std::string_view kWanted = "not in the container";

void append_devices(const Fact<std::vector<Device>>& devices, std::vector<Item>& items) {
  if (!devices) return;
  for (std::size_t i = 0; i < devices->size(); ++i) {
    const std::string& path = (*devices)[i].path_on_host;
    items.push_back(item_of(path, devices, element(devices, i) + ".PathOnHost", path, std::string(kWanted)));
  }
}

/// The whole of /dev is a matter of the rules about host paths.
bool is_device_mount(const HostMount& mount) { return mount.mount.type == "bind" && mount.path.starts_with("/dev/"); }

void append_mounted(const ContainerFacts& container, const Context& context, std::vector<Item>& items) {
  if (!container.mounts) return;
  for (const HostMount& mount : host_mounts(container, context).known) {
    if (!is_device_mount(mount)) continue;
    items.push_back({mount.evidence.seen, mount.evidence});
    items.back().evidence.wanted = kWanted;
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

std::vector<Item> devices_with_a_path(const ContainerFacts& container, const Context& context) {
  std::vector<Item> items;
  append_devices(container.devices, items);
  append_mounted(container, context, items);
  return items;
}

bool is_storage_item(const Item& item) { return is_storage_or_memory(canonical_path(item.key)); }

/// The shortest one that means the same.
std::string device_argument(const Device& device) {
  std::string argument = device.path_on_host;
  if (device.path_in_container != device.path_on_host) argument += ":" + device.path_in_container;
  const bool all = device.cgroup_permissions.empty() || device.cgroup_permissions == "rwm";
  return all ? argument : argument + ":" + device.cgroup_permissions;
}

using Keys = std::set<std::string_view>;

void remove_given(const ContainerFacts& container, const Keys& keys, std::vector<Change>& changes) {
  if (!container.devices) return;
  for (const Device& device : *container.devices) {
    if (keys.contains(device.path_on_host)) changes.push_back(remove(kDevice, device_argument(device)));
  }
}

void remove_mounted(const ContainerFacts& container, const Context& context, const Keys& keys,
                    std::vector<Change>& changes) {
  if (!container.mounts) return;
  for (const HostMount& mount : host_mounts(container, context).known) {
    if (is_device_mount(mount) && keys.contains(mount.evidence.seen)) changes.push_back(remove_mount(mount.mount));
  }
}

void remove_requested(const ContainerFacts& container, const Keys& keys, std::vector<Change>& changes) {
  if (!container.device_requests) return;
  for (const DeviceRequest& request : *container.device_requests) {
    for (const std::string& name : names_of(request)) {
      if (keys.contains(name)) changes.push_back(remove_request(request, name));
    }
  }
}

}  // namespace

std::vector<Item> storage_devices(const ContainerFacts& container, const Context& context) {
  std::vector<Item> items = devices_with_a_path(container, context);
  std::erase_if(items, [](const Item& item) { return !is_storage_item(item); });
  return items;
}

std::vector<Item> other_devices(const ContainerFacts& container, const Context& context) {
  std::vector<Item> items = devices_with_a_path(container, context);
  std::erase_if(items, is_storage_item);
  append_requested(container.device_requests, items);
  return items;
}

Item every_device(const ContainerFacts& container) {
  return item(std::string(kEveryDevice), container.privileged, "false");
}

Verdict device_facts(const ContainerFacts& container) {
  if (!container.privileged) return unknown(container.privileged);
  if (!container.devices) return unknown(container.devices);
  if (!container.mounts) return unknown(container.mounts);
  return pass();
}

std::vector<Change> fix_devices(const ContainerFacts& container, const Context& context, const Verdict& verdict) {
  Keys keys;
  for (const Item& device : verdict.items) keys.insert(device.key);
  std::vector<Change> changes;
  if (is_privileged(container) && keys.contains(kEveryDevice)) changes.push_back(remove_privileged());
  remove_given(container, keys, changes);
  remove_mounted(container, context, keys, changes);
  remove_requested(container, keys, changes);
  return changes;
}

}  // namespace plimsoll
