#include <algorithm>

#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/devices/devices.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"
#include "lib/core/rules/rule_definition.hpp"
#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.18"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#device",
                                            "https://docs.docker.com/reference/cli/docker/container/run/#gpus"};
constexpr std::string_view kReads[] = {"container.device_requests", "container.devices",     "container.mounts",
                                       "container.privileged",      "container.userns_mode", "engine.security",
                                       "volume.option_device",      "volume.option_o",       "volume.option_type"};

// Those that every container has anyway, and what is no device.
constexpr std::string_view kAllow[] = {"/dev/full", "/dev/hugepages", "/dev/log",     "/dev/mqueue",
                                       "/dev/null", "/dev/pts",       "/dev/ptmx",    "/dev/random",
                                       "/dev/shm",  "/dev/tty",       "/dev/urandom", "/dev/zero"};
constexpr Setting kSettings[] = {{
    .name = "allow",
    .type = Setting::Type::list,
    .default_list = kAllow,
    .about = "Host devices that containers may use: paths with all below them, CDI names, or drivers such as nvidia.",
}};

bool is_allowed(const Item& device, std::span<const std::string_view> allowed) {
  return std::ranges::find(allowed, device.key) != allowed.end() || is_within(canonical_path(device.key), allowed);
}

void add_unless_allowed(ItemList& items, std::vector<Item> devices, const Context& context) {
  const std::vector<std::string_view> allowed = context.settings.list(kSettings[0]);
  for (Item& device : devices) {
    if (!is_allowed(device, allowed)) items.add(std::move(device));
  }
}

/// Where users are remapped, disks are devices like any other.
Verdict judge_remapped(ItemList items, const ContainerFacts& container, const Context& context) {
  add_unless_allowed(items, storage_devices(container, context), context);
  const bool given = !items.empty();
  if (is_privileged(container)) items.add(every_device(container));
  return given ? items.take_verdict() : implied_by_privileged(items.take_verdict(), container, context);
}

bool has_storage(const ContainerFacts& container, const Context& context) {
  return is_privileged(container) || !storage_devices(container, context).empty();
}

Verdict missing_facts(const ContainerFacts& container) {
  if (!container.device_requests) return unknown(container.device_requests);
  return device_facts(container);
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  ItemList items;
  add_unless_allowed(items, other_devices(container, context), context);
  if (has_storage(container, context)) {
    const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
    if (remapped && *remapped) return judge_remapped(std::move(items), container, context);
    if (!remapped && items.empty()) return unknown(remapped);
  }
  return items.empty() ? missing_facts(container) : items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(host_device_exposed){
    .id = "host-device-exposed",
    .title = "Container has a device of the host",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Its driver runs in the kernel and was seldom written with hostile programs in mind; cameras, "
        "microphones, keyboards and KVM also tell or decide what others do. A volume of a disk's file system hands "
        "over all of its files. Raw disks and memory have a rule of their own where users are not remapped.",
    .remediation = "Start it without the device, or allow the device in the policy once it is known to be needed.",
    .impact = "What used the device in the container fails.",
    .violation_example = "--device=/dev/kvm, or --gpus=all",
    .pass_example = "--device=/dev/null, or a device that `allow` lists",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = fix_devices,
};

}  // namespace plimsoll::rules
