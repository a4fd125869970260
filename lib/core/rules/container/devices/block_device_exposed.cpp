#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/devices/devices.hpp"
#include "lib/core/rules/container/privileges/privileges.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.18"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#device"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};
constexpr std::string_view kReads[] = {"container.devices",     "container.mounts",  "container.privileged",
                                       "container.userns_mode", "engine.security",   "volume.option_device",
                                       "volume.option_o",       "volume.option_type"};

Verdict judge_harmless(const ContainerFacts& container) {
  Verdict verdict = unnamed_devices(container);
  return verdict.kind == VerdictKind::pass ? device_facts(container) : verdict;
}

/// Remapping aside.
Verdict judge_devices(const ContainerFacts& container, const Context& context) {
  ItemList items;
  for (Item& device : storage_devices(container, context)) items.add(std::move(device));
  const bool given = !items.empty();
  if (is_privileged(container)) items.add(every_device(container));
  if (items.empty()) return judge_harmless(container);
  return given ? items.take_verdict() : implied_by_privileged(items.take_verdict(), container, context);
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  Verdict verdict = judge_devices(container, context);
  if (verdict.kind != VerdictKind::violation) return verdict;
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  // The host's nodes belong to users that its root is not.
  if (*remapped) return not_applicable(NotApplicable::user_namespace_remapped);
  return verdict;
}

}  // namespace

PLIMSOLL_RULE(block_device_exposed){
    .id = "block-device-exposed",
    .title = "Container has a disk or the memory of the host",
    .severity = Severity::critical,
    .cis = kCis,
    .rationale =
        "Whoever reads or writes a disk below its file system gets past every permission of the host; with its "
        "memory nothing is left to get past.",
    .remediation = "Start it without the device; mount the directory that it needs instead.",
    .impact = "Programs that format, check, back up or monitor the raw disk fail.",
    .violation_example = "--device=/dev/sda:/dev/sda:r",
    .pass_example = "--device=/dev/net/tun, which is no disk",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
    .fix = fix_devices,
};

}  // namespace plimsoll::rules
