#include "lib/core/rules/container/devices/device_cgroup_rules.hpp"

#include <algorithm>

#include "lib/core/rules/common/list_option.hpp"
#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/capabilities/capability_set.hpp"

namespace plimsoll {
namespace {

/// Major numbers of block devices without data of the host: RAM disks, floppies, optical drives.
constexpr std::string_view kHarmlessMajors[] = {"1", "2", "11"};

struct DeviceCgroupRule {
  std::string_view type;
  std::string_view major;
  std::string_view permissions;
};

std::string_view take_until(std::string_view& text, char separator) {
  const std::string_view taken = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(text.size(), taken.size() + 1));
  return taken;
}

/// "TYPE MAJOR:MINOR PERMISSIONS"; the kernel reads "a" alone as all of everything.
DeviceCgroupRule parse(std::string_view text) {
  if (text == "a") return {"a", "*", "rwm"};
  const std::string_view type = take_until(text, ' ');
  const std::string_view major = take_until(text, ':');
  take_until(text, ' ');
  return {type, major, text};
}

/// Making a node of any device ("m") runc allows every container.
bool may_open(std::string_view permissions) { return permissions.find_first_of("rw") != std::string_view::npos; }

}  // namespace

bool opens_storage(std::string_view rule) {
  const DeviceCgroupRule parsed = parse(rule);
  if (!may_open(parsed.permissions)) return false;
  if (parsed.type == "a") return true;  // the kernel ignores the numbers then
  return parsed.type == "b" && std::ranges::find(kHarmlessMajors, parsed.major) == std::end(kHarmlessMajors);
}

Fact<bool> can_make_nodes(const ContainerFacts& container, const Context& context) {
  const Fact<CapabilitySet> set = capability_set(container, context.engine);
  if (!set) return {set.cause(), set.source(), set.path()};
  if (!set->holds("MKNOD")) return {false, set.source(), set.path()};
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return remapped;
  return {!*remapped, remapped.source(), remapped.path()};
}

std::vector<FixStep> fix_device_cgroup_rules(const ContainerFacts&, const Context&, const Verdict& verdict) {
  std::vector<FixStep> changes;
  for (const Item& rule : verdict.items) changes.push_back(remove(kDeviceCgroupRule, rule.key));
  return changes;
}

}  // namespace plimsoll
